import { join } from 'node:path';
import type { PublishedRepository } from '../domain/actual-state.ts';
import { StagepostError } from '../domain/failure.ts';
import { type Generation, generationDigest, generationFolder } from '../domain/generation.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { Repository } from '../domain/repository.ts';
import {
  generationFileName,
  generationSignatureName,
  readGenerationJson,
} from '../formats/generation-json.ts';
import {
  folderOfTarget,
  generationsFolder,
  liveLink,
  packagesFolder,
  rootFileNames,
  rootFolder,
} from '../formats/repository-layout.ts';
import { type Files, readText } from '../ports/files.ts';
import type { Signer } from '../ports/signer.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import { lostWays } from './lost-ways.ts';

/** What looking at published trees needs. */
export interface LookDeps {
  readonly files: Files;
  readonly signer: Pick<Signer, 'checkDetached'>;
  readonly roots: StageRoots;
}

/** Looks at one repository where clients read it; throws when that cannot be told. */
export async function observeRepository(
  deps: LookDeps,
  repository: Repository,
  record: ReconcilerRecord,
): Promise<PublishedRepository> {
  const root = deps.roots[repository.stage];
  const place = join(root.path, repository.path);
  const target = await deps.files.linkTarget(join(place, liveLink(repository.format)));
  if (target === null) return { state: 'absent' };
  const folder = folderOfTarget(repository.format, target);
  if (folder === undefined) throw cannotTell(`${repository.key} is linked to ${target}, which is not ours`);
  const inside = join(place, generationsFolder, folder);
  const text = await readText(deps.files, join(inside, generationFileName));
  if (text === null) return { state: 'absent' };
  const parsed = readGenerationJson(text);
  if (!parsed.ok)
    throw cannotTell(`${generationFileName} of ${repository.key}: ${parsed.problems.join('; ')}`);
  const generation = parsed.value;
  const digest = generationDigest(generation);
  const recorded = record.generations.get(repository.key);
  // What the record does not know yet is believed by its signature, never by its place.
  if (recorded === undefined || generationDigest(recorded.generation) !== digest)
    await deps.signer.checkDetached(
      text,
      (await readText(deps.files, join(inside, generationSignatureName))) ?? '',
    );
  const damage = [
    ...whatItSays(repository, generation, folder),
    ...(await lostMetadata(deps.files, inside, { repository, generation })),
    ...(await lostPackages(deps.files, place, { repository, generation })),
    ...(await lostWays(deps.files, { inside, url: root.url }, { repository, generation })),
  ];
  return { state: 'published', generation, digest, damage };
}

function whatItSays(repository: Repository, generation: Generation, folder: string): readonly string[] {
  const foreign =
    generation.repository === repository.key ? [] : [`it is a generation of ${generation.repository}`];
  const moved =
    generationFolder(generation.number) === folder ? [] : [`generation ${generation.number} is in ${folder}`];
  return [...foreign, ...moved];
}

interface Published {
  readonly repository: Repository;
  readonly generation: Generation;
}

async function lostMetadata(
  files: Files,
  inside: string,
  { repository, generation }: Published,
): Promise<readonly string[]> {
  const roots = rootFileNames(repository.format).map((name) => join(rootFolder(repository), name));
  const listed = new Set(generation.files.map(({ path }) => path));
  const unlisted = [...roots, generationSignatureName].filter((path) => !listed.has(path));
  const unsized = unlisted.map((path) => ({ path, size: undefined }));
  const damage: string[] = [];
  for (const file of [...generation.files, ...unsized]) {
    const facts = await files.facts(join(inside, file.path));
    if (facts?.kind !== 'file') damage.push(`${file.path} is missing`);
    else if (file.size !== undefined && facts.size !== file.size)
      damage.push(`${file.path} has another size`);
  }
  return damage;
}

async function lostPackages(
  files: Files,
  place: string,
  { repository, generation }: Published,
): Promise<readonly string[]> {
  const damage: string[] = [];
  for (const member of generation.members) {
    const names = await files.list(join(place, packagesFolder(repository.format, member.release)));
    const found = names?.length ?? 0;
    if (found !== member.packages)
      damage.push(`${member.release} has ${found} of its ${member.packages} packages`);
  }
  return damage;
}

function cannotTell(message: string): StagepostError {
  return new StagepostError({
    code: 'verification-failed',
    message,
    hint: 'look at the tree, then remove it whole if it is not ours; it is made again from the record and the pool',
    treatment: 'needs-person',
  });
}
