import { join } from 'node:path';
import { withPackages } from '../../actual/observe-packages.ts';
import { type Generation, generationDigest, generationFolder } from '../../domain/generation.ts';
import { known, type Observation, unknown } from '../../domain/observation.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { allRepositoriesOf, type Repository } from '../../domain/repository.ts';
import { generationFileName, readGenerationJson } from '../../formats/generation-json.ts';
import { generationsFolder } from '../../formats/repository-layout.ts';
import { clientsIfPromoted, membersIfPromoted } from '../../plan/clients/if-promoted.ts';
import { readTextOfFile } from '../../ports/files.ts';
import type { CycleDeps } from '../../reconcile/cycle-deps.ts';
import type { ReleaseFacts } from '../../report/views/release-view.ts';
import type { ClientFile, Served } from '../../report/views/served.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';

/** Where clients reach the repositories of a snapshot, and the files that they copy. */
export async function servedOf(
  { offered, roots }: CycleDeps,
  { desired, record }: Snapshot,
): Promise<Served> {
  const { policy } = desired;
  const keys = [...policy.providers.values()].flatMap((provider) => provider.keys);
  const all = allRepositoriesOf(
    policy.majorReleases,
    desired.releases.map(({ release }) => release),
  );
  const entries = all.map(async (repository) => {
    const url = `${roots[repository.stage].url}/${repository.path}/`;
    const isPublished = record.generations.has(repository.key);
    // Without the signing key there is nothing to copy, and everything else can be shown.
    const files = isPublished ? await offered(repository, keys).catch(() => null) : null;
    return [repository.key, { url, clientFile: files === null ? null : clientFileIn(files) }] as const;
  });
  return new Map(await Promise.all(entries));
}

function clientFileIn(files: ReadonlyMap<string, string>): ClientFile | null {
  const found = [...files].find(([path]) => /^[^/]+\.(?:repo|sources)$/.test(path));
  return found === undefined ? null : { name: found[0], text: found[1] };
}

/** The snapshot with the packages of a release, which no cycle reads while it rests; in the pool they never change. */
export async function withPackagesOf(deps: CycleDeps, id: ReleaseId, snapshot: Snapshot): Promise<Snapshot> {
  const pooled = snapshot.actual.pool.get(id);
  const members = pooled?.kind === 'known' ? (pooled.value?.members ?? []) : [];
  const { packages } = await withPackages(deps, snapshot.actual, members);
  const all = new Map([...snapshot.actual.packages, ...packages]);
  return { ...snapshot, actual: { ...snapshot.actual, packages: all } };
}

/** What clients of production would see of a release; the packages that this needs are in the pool and never change. */
export async function promotionOf(
  deps: CycleDeps,
  id: ReleaseId,
  { desired, actual, record }: Snapshot,
): Promise<ReleaseFacts['promotion']> {
  const release = desired.releases.find((each) => each.release.id === id)?.release;
  if (release === undefined) return unknown('main has no readable file of it');
  const question = { release, policy: desired.policy, actual, record };
  const members = membersIfPromoted(question);
  const seen = await withPackages(deps, actual, members);
  return known(clientsIfPromoted({ ...question, actual: seen }).clients);
}

/** The generations of a repository that are on disk, newest first: the recorded one, and those in its chain before it. */
export async function generationsOf(
  { files, roots }: CycleDeps,
  { stage, path }: Repository,
  recorded: Generation | undefined,
): Promise<Observation<readonly Generation[]>> {
  if (recorded === undefined) return known([]);
  const found = [recorded];
  const folder = join(roots[stage].path, path, generationsFolder);
  for (let next = recorded; next.previous !== null; ) {
    const name = join(folder, generationFolder(next.number - 1), generationFileName);
    const text = await readTextOfFile(files, name).catch(() => null);
    const parsed = text === null ? null : readGenerationJson(text);
    if (parsed === null || !parsed.ok || generationDigest(parsed.value) !== next.previous) break;
    found.push(parsed.value);
    next = parsed.value;
  }
  return known(found);
}
