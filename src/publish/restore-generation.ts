import { StagepostError } from '../domain/failure.ts';
import type { Generation, GenerationFile } from '../domain/generation.ts';
import type { Repository } from '../domain/repository.ts';
import { generationSignatureName } from '../formats/generation-json.ts';
import { generationsFolder, rootFileNames } from '../formats/repository-layout.ts';
import type { StageRoot } from '../ports/stage-roots.ts';
import { buildMetadata } from './build-metadata.ts';
import { carryOver } from './carry-over.ts';
import { checkGeneration } from './check-generation.ts';
import { checkPool } from './check-pool.ts';
import { holdPlace } from './hold-place.ts';
import { linkPackages } from './link-packages.ts';
import { mendRights } from './mend-rights.ts';
import { type ClientKeys, offerToClients, removeOldKeys } from './offer-to-clients.ts';
import { type Place, placeOf } from './place.ts';
import { placeAttestations } from './place-attestations.ts';
import type { PublishDeps, Published } from './publish-deps.ts';
import { putInPlace } from './put-in-place.ts';
import { readLive } from './read-live.ts';
import { readMembers } from './read-members.ts';
import { removeStrange } from './remove-strange.ts';
import { retain } from './retain.ts';
import { contentOf, type GenerationContent, listFiles, writeGeneration } from './write-generation.ts';

/** A recorded generation that is to be made again. */
export interface RestoreRequest {
  readonly repository: Repository;
  readonly root: StageRoot;
  readonly generation: Generation;
  /** The recorded root files and the signature of generation.json by base name, and attestations by path. */
  readonly rootFiles: ReadonlyMap<string, string>;
  readonly keepGenerations: number;
  readonly keepDays: number;
  readonly keys: ClientKeys;
  /** Paths below the repository that have to go. */
  readonly remove: readonly string[];
}

/**
 * Makes a recorded generation again, byte for byte: metadata from the pool, signed files from the record. Idempotent.
 * A damaged generation of the same number stays readable until the new one takes its place.
 */
export async function restoreGeneration(deps: PublishDeps, request: RestoreRequest): Promise<Published> {
  const place = placeOf(request.repository, request.root);
  const recorded = recordedTexts(request);
  return holdPlace(deps, place, () => makeAgain(deps, place, { request, recorded }));
}

async function makeAgain(
  deps: PublishDeps,
  place: Place,
  { request, recorded }: { readonly request: RestoreRequest; readonly recorded: RecordedTexts },
): Promise<Published> {
  const { generation } = request;
  const contents = await readMembers(deps.pool, request.repository, generation.members);
  await checkPool(deps, contents);
  const liveFolder = (await readLive(deps.files, place))?.folder ?? null;
  const live = liveFolder === null ? null : `${generationsFolder}/${liveFolder}`;
  // Clients read what is live until the switch, strange or not.
  await removeStrange(
    deps,
    place,
    request.remove.filter((path) => path !== live),
  );
  await linkPackages(deps, place, contents);
  await offerToClients(deps, place, request.keys);
  deps.progress.step(`making generation ${generation.number} of ${place.repository.title} again`);
  // The days of validity stand in the recorded Release file; the text made here is not used.
  const metadata = await buildMetadata(deps.pool, contents, { date: generation.date, validDays: 0, place });
  const content = contentOf(place, metadata.files, recorded.roots);
  refuseOtherFiles(request, content);
  const { signature } = recorded;
  const folder = await writeGeneration(deps.changes, place, { generation, content, signature });
  await placeAttestations(deps, place, { generation, texts: request.rootFiles });
  await carryOver(deps, place, { ...request, folder });
  await checkGeneration(deps, place, { folder, generation, contents });
  await putInPlace(deps, place, { folder, number: generation.number });
  await removeStrange(
    deps,
    place,
    request.remove.filter((path) => path === live),
  );
  await retain(deps, place, request);
  await removeOldKeys(deps, place, request.keys);
  await mendRights(deps, place, request.root);
  return { generation, rootFiles: request.rootFiles };
}

interface RecordedTexts {
  readonly roots: ReadonlyMap<string, string>;
  readonly signature: string;
}

function recordedTexts(request: RestoreRequest): RecordedTexts {
  const names = rootFileNames(request.repository.format);
  const missing = [...names, generationSignatureName].filter((name) => !request.rootFiles.has(name));
  const signature = request.rootFiles.get(generationSignatureName);
  if (missing.length > 0 || signature === undefined) {
    throw unlike(
      request,
      missing.map((name) => `the record has no ${name}`),
    );
  }
  return { roots: new Map(names.map((name) => [name, request.rootFiles.get(name) ?? ''])), signature };
}

function refuseOtherFiles(request: RestoreRequest, content: GenerationContent): void {
  const listed = new Map(request.generation.files.map((file) => [file.path, file]));
  const made = new Map(listFiles(content).map((file) => [file.path, file]));
  const paths = [...new Set([...listed.keys(), ...made.keys()])].sort();
  const problems = paths.flatMap((path) => differenceOf(path, listed.get(path), made.get(path)));
  if (problems.length > 0) throw unlike(request, problems);
}

function differenceOf(
  path: string,
  listed: GenerationFile | undefined,
  made: GenerationFile | undefined,
): readonly string[] {
  if (listed === undefined) return [`${path} is made and not recorded`];
  if (made === undefined) return [`${path} is recorded and not made`];
  if (listed.size === made.size && listed.sha256 === made.sha256) return [];
  return [
    `${path} has ${made.size} bytes with the digest ${made.sha256}; recorded are ${listed.size} with ${listed.sha256}`,
  ];
}

function unlike(request: RestoreRequest, details: readonly string[]): StagepostError {
  const { generation, repository } = request;
  return new StagepostError({
    code: 'verification-failed',
    message: `generation ${generation.number} of ${repository.title} cannot be made again as it was recorded`,
    hint: 'The pool or the record differs from what was published; a new generation can be published instead.',
    treatment: 'needs-person',
    details,
  });
}
