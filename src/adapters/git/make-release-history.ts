import type { CommitSha } from '../../domain/desired-state.ts';
import type { CommitFacts, ReleaseHistory } from '../../ports/release-history.ts';
import type { BlobReader } from './cat-file-batch.ts';
import { isOnLine } from './is-on-line.ts';
import { readBrought } from './read-brought.ts';
import { readCommit, readCommits } from './read-commits.ts';
import { readTree } from './read-tree.ts';
import type { GitPlace } from './run-git.ts';

/** The history of a repository; `findHead` says which commit is the newest. */
export function makeReleaseHistory(
  place: GitPlace,
  blobs: BlobReader,
  findHead: () => Promise<CommitSha>,
): ReleaseHistory {
  // Counting the commits up to one takes as long as there are many.
  let last: Promise<CommitFacts> | undefined;
  let newest: CommitSha | undefined;
  return {
    head: async () => {
      const commit = await findHead();
      if (last !== undefined && commit === newest) return last;
      newest = commit;
      last = readCommit(place, commit);
      last.catch(() => {
        last = undefined;
      });
      return last;
    },
    tree: (commit) => readTree(place, commit),
    blobs: (ids) => blobs.read(ids),
    commits: (since, until) => readCommits(place, since, until),
    brought: (since, until) => readBrought(place, since, until),
    isOnLine: (ancestor, commit) => isOnLine(place, ancestor, commit),
  };
}
