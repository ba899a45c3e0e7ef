import type { CommitSha } from '../domain/desired-state.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { type ReleaseId, releaseFileOf } from '../domain/release.ts';
import type { HistoryCommit, ReleaseHistory } from '../ports/release-history.ts';

type Settled = Pick<ReconcilerRecord, 'commit' | 'behind' | 'releases'>;

export interface UnsettledQuestion {
  readonly head: CommitSha;
  readonly record: Settled;
  readonly releases: readonly ReleaseId[];
}

/** The commits of main after the oldest one that is still open for any release. */
export interface Unsettled {
  /** The commit before them; null where they begin at the root. */
  readonly since: CommitSha | null;
  readonly commits: readonly HistoryCommit[];
  /** For each release its own part of them. */
  readonly byRelease: ReadonlyMap<ReleaseId, readonly HistoryCommit[]>;
}

/** The commits of main that are not settled yet; main is read once. */
export async function readUnsettled(
  history: ReleaseHistory,
  question: UnsettledQuestion,
): Promise<Unsettled> {
  const { head, record, releases } = question;
  const unrecorded = releases.filter((id) => !record.releases.has(id) && !record.behind.has(id));
  const early = await presentAt(history, record.commit, unrecorded);
  const since = early.size > 0 ? null : await oldestSettled(history, record);
  const commits = await history.commits(since, head);
  const indexes = new Map(commits.map(({ commit }, index) => [commit, index]));
  const byRelease = releases.map((id) => {
    const settled = settledCommit(record, id);
    // A settled commit that is not among them is the one they begin after.
    const from = settled === null ? 0 : (indexes.get(settled) ?? -1) + 1;
    return [id, commits.slice(from)] as const;
  });
  return { since, commits, byRelease: new Map(byRelease) };
}

// A file that was there at the recorded commit and has no record has never been readable: its edits may be old.
async function presentAt(
  history: ReleaseHistory,
  commit: CommitSha | null,
  releases: readonly ReleaseId[],
): Promise<ReadonlySet<ReleaseId>> {
  if (commit === null || releases.length === 0) return new Set();
  const paths = new Set((await history.tree(commit)).map(({ path }) => path));
  return new Set(releases.filter((id) => paths.has(releaseFileOf(id))));
}

// Null where none of its edits is settled.
function settledCommit({ behind, releases, commit }: Settled, id: ReleaseId): CommitSha | null {
  const own = behind.get(id);
  if (own !== undefined) return own;
  return releases.has(id) ? commit : null;
}

async function oldestSettled(history: ReleaseHistory, record: Settled): Promise<CommitSha | null> {
  let oldest = record.commit;
  for (const commit of new Set(record.behind.values())) {
    if (oldest === null || commit === null) return null;
    if (await history.isOnLine(commit, oldest)) oldest = commit;
  }
  return oldest;
}
