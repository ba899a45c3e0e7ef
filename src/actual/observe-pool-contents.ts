import { join } from 'node:path';
import type { PoolContents, PoolEntry } from '../domain/collection.ts';
import { StagepostError } from '../domain/failure.ts';
import type { Observation } from '../domain/observation.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository, RepositoryKey } from '../domain/repository.ts';
import { generationFileName, readGenerationJson } from '../formats/generation-json.ts';
import { generationsFolder, numberOfFolder } from '../formats/repository-layout.ts';
import { type Files, readText } from '../ports/files.ts';
import type { Pool } from '../ports/pool.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import { attempt } from './attempt.ts';
import { isMarked, missing } from './hold-unmarked.ts';

interface Deps {
  readonly files: Files;
  readonly roots: StageRoots;
  readonly pool: Pick<Pool, 'releases' | 'bytes'>;
}

/** Looks at the pool, and at every generation of these repositories that is still on disk. */
export async function observePoolContents(
  deps: Deps,
  repositories: readonly Repository[],
): Promise<PoolContents> {
  const releases: PoolEntry[] = [];
  for (const release of await deps.pool.releases())
    releases.push({ release, bytes: await deps.pool.bytes(release) });
  const keptIn = new Map<RepositoryKey, Observation<ReadonlySet<ReleaseId>>>();
  for (const repository of repositories)
    keptIn.set(repository.key, await attempt(() => releasesKeptIn(deps, repository)));
  return { releases, keptIn };
}

async function releasesKeptIn(
  { files, roots }: Deps,
  repository: Repository,
): Promise<ReadonlySet<ReleaseId>> {
  const root = roots[repository.stage].path;
  if (!(await isMarked({ files }, root, repository.stage)))
    throw cannotTell(missing(root, repository.stage), 'mount it, or mark it as the message says');
  const folder = join(root, repository.path, generationsFolder);
  const named = new Set<ReleaseId>();
  for (const name of (await files.list(folder)) ?? []) {
    if (numberOfFolder(name) === undefined) continue;
    const text = await readText(files, join(folder, name, generationFileName));
    const parsed = text === null ? null : readGenerationJson(text);
    if (parsed?.ok !== true) throw unreadable(repository, name);
    for (const member of parsed.value.members) named.add(member.release);
  }
  return named;
}

function unreadable(repository: Repository, name: string): StagepostError {
  const message = `generation ${name} of ${repository.title} cannot be read`;
  return cannotTell(message, 'the next publication removes it when it is old; a live one is made again');
}

function cannotTell(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'verification-failed', message, hint, treatment: 'needs-person' });
}
