import path from 'node:path';
import { openMirror } from '../../../src/adapters/git/open-mirror.ts';
import { openWorkingClone } from '../../../src/adapters/git/open-working-clone.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { HistoryBench } from '../../contracts/release-history.ts';
import { fakeClock } from '../../fakes/clock.ts';
import { authorOf, type GitFixture, makeRepository, scratchFolder } from './git-fixture.ts';

/** Opens a mirror of a repository with the usual branches. */
export function mirrorOf(
  repository: string,
  dir: string,
  clock: Clock = fakeClock('2026-11-22T12:00:00Z' as Instant),
) {
  return openMirror({ repository, dir, mainBranch: 'main', recordBranch: 'stagepost-record', clock });
}

/** The history contract on a mirror of a real repository. */
export async function mirrorBench(): Promise<HistoryBench> {
  const folder = scratchFolder();
  const source = makeRepository(path.join(folder, 'source'));
  const mirror = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  return { history: mirror.history, ...changesOf(source), close: () => mirror.close() };
}

/** The history contract on somebody's clone. */
export async function cloneBench(): Promise<HistoryBench> {
  const source = makeRepository(path.join(scratchFolder(), 'clone'));
  const clone = await openWorkingClone({ dir: source.dir, recordBranch: 'stagepost-record' });
  return { history: clone.history, ...changesOf(source), close: () => clone.close() };
}

function changesOf(source: GitFixture): Pick<HistoryBench, 'commit' | 'merge' | 'rewind'> {
  return {
    commit: async ({ files, ...by }) => source.commit(files, by),
    merge: async (side, by) => {
      source.git(['checkout', '--quiet', '-b', 'side']);
      for (const { files, ...sideBy } of side) source.commit(files, sideBy);
      source.git(['checkout', '--quiet', 'main']);
      source.git(['merge', '--quiet', '--no-ff', '-m', 'merge', 'side'], { env: authorOf(by) });
      source.git(['branch', '--quiet', '--delete', 'side']);
      return source.git(['rev-parse', 'HEAD']) as CommitSha;
    },
    rewind: async (to) => {
      source.git(['reset', '--quiet', '--hard', to]);
    },
  };
}
