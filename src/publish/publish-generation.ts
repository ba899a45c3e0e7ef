import { canonicalJson } from '../domain/digest.ts';
import { type Generation, generationText } from '../domain/generation.ts';
import type { Instant } from '../domain/instant.ts';
import type { Member } from '../domain/member.ts';
import type { Repository } from '../domain/repository.ts';
import { generationSignatureName } from '../formats/generation-json.ts';
import type { StageRoot } from '../ports/stage-roots.ts';
import { type Attested, attest, type ToAttest } from './attest.ts';
import { buildMetadata, signRoot } from './build-metadata.ts';
import { carryOver } from './carry-over.ts';
import { checkGeneration } from './check-generation.ts';
import { holdPlace } from './hold-place.ts';
import { linkPackages } from './link-packages.ts';
import { type ClientKeys, offerToClients, removeOldKeys } from './offer-to-clients.ts';
import { overtaken } from './overtaken.ts';
import { type Place, placeOf } from './place.ts';
import { placeAttestations } from './place-attestations.ts';
import type { PublishDeps, Published } from './publish-deps.ts';
import { putInPlace } from './put-in-place.ts';
import { readLive } from './read-live.ts';
import { type MemberContent, readMembers } from './read-members.ts';
import { retain } from './retain.ts';
import { contentOf, listFiles, writeGeneration } from './write-generation.ts';

export type { PublishDeps } from './publish-deps.ts';

/** What is to be published; nothing is left to decide. */
export interface PublishRequest extends ToAttest {
  readonly repository: Repository;
  readonly root: StageRoot;
  readonly members: readonly Member[];
  /** Must be later than the date of the generation before; the caller sees to it. */
  readonly date: Instant;
  /** The commit of the record that the plan was made from. */
  readonly record: string | null;
  readonly keepGenerations: number;
  readonly keepDays: number;
  readonly validDays: number;
  readonly keys: ClientKeys;
  /** Recorded texts of attestations, by path. */
  readonly attested: ReadonlyMap<string, string>;
}

/**
 * Makes the next generation of a repository and then makes it live by one rename. Idempotent: after a kill at any
 * point clients read the old or the new generation, and calling again with the same members ends in the same state.
 */
export async function publishGeneration(deps: PublishDeps, request: PublishRequest): Promise<Published> {
  const place = placeOf(request.repository, request.root);
  const contents = await readMembers(deps.pool, request.repository, request.members);
  return holdPlace(deps, place, async () => {
    // Before anything is touched: what is live may be newer than the plan.
    const live = await alreadyLive(deps, place, request);
    await linkPackages(deps, place, contents);
    await offerToClients(deps, place, request.keys);
    const published = live ?? (await makeLive(deps, place, { request, contents }));
    await retain(deps, place, { ...request, generation: published.generation });
    await removeOldKeys(deps, place, request.keys);
    return published;
  });
}

/** The generation that an interrupted run has switched to, if it is the one asked for. */
async function alreadyLive(
  deps: PublishDeps,
  place: Place,
  request: PublishRequest,
): Promise<Published | undefined> {
  const live = await readLive(deps.files, place);
  if (live === null || live.number === null || live.number < request.number) return undefined;
  if (live.published !== null && isTheOne(live.published.generation, request)) return live.published;
  throw overtaken(place, `generation ${live.number}`);
}

function isTheOne(generation: Generation, request: PublishRequest): boolean {
  return (
    generation.number === request.number &&
    generation.repository === request.repository.key &&
    generation.previous === request.previous &&
    canonicalJson(generation.members) === canonicalJson(request.members)
  );
}

async function makeLive(
  deps: PublishDeps,
  place: Place,
  { request, contents }: { readonly request: PublishRequest; readonly contents: readonly MemberContent[] },
): Promise<Published> {
  deps.progress.step(`building generation ${request.number} of ${place.repository.title}`);
  const metadata = await buildMetadata(deps.pool, contents, { ...request, place });
  const roots = await signRoot(deps.signer, place, metadata.rootText);
  const content = contentOf(place, metadata.files, roots);
  const attested = await attest(deps.signer, { place, contents, rootText: metadata.rootText }, request);
  const generation = describe(request, listFiles(content), attested);
  const signature = await deps.signer.detach(generationText(generation));
  const folder = await writeGeneration(deps.changes, place, { generation, content, signature });
  const texts = new Map([...request.attested, ...attested.texts]);
  await placeAttestations(deps, place, { generation, texts });
  await carryOver(deps, place, { ...request, folder, generation });
  await checkGeneration(deps, place, { folder, generation, contents });
  await putInPlace(deps, place, { folder, number: request.number });
  return {
    generation,
    rootFiles: new Map([...roots, [generationSignatureName, signature], ...attested.texts]),
  };
}

function describe(
  request: PublishRequest,
  files: Generation['files'],
  { attestations }: Attested,
): Generation {
  return {
    schemaVersion: 1,
    repository: request.repository.key,
    number: request.number,
    date: request.date,
    commit: request.commit,
    plan: request.planDigest,
    record: request.record,
    members: request.members,
    files,
    ...(attestations.length === 0 ? {} : { attestations }),
    previous: request.previous,
  };
}
