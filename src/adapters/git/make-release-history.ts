import type { CommitSha } from '../../domain/desired-state.ts';
import type { ReleaseHistory } from '../../ports/release-history.ts';
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
  return {
    head: async () => readCommit(place, await findHead()),
    tree: (commit) => readTree(place, commit),
    blobs: (ids) => blobs.read(ids),
    commits: (since, until) => readCommits(place, since, until),
    brought: (since, until) => readBrought(place, since, until),
    isOnLine: (ancestor, commit) => isOnLine(place, ancestor, commit),
  };
}
