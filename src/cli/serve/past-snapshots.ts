import type { Composed } from '../../compose.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import type { Problem } from '../../http/problems.ts';
import type { HistoryCommit } from '../../ports/release-history.ts';
import { lookBack, recordWhile } from '../../reconcile/look-back.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';
import type { GitFacts } from '../on-git.ts';
import { keepNewest } from './keep-newest.ts';
import type { GitReaders } from './views-of.ts';

/** An earlier moment, with what git held then. */
export interface Past {
  readonly snapshot: Snapshot;
  readonly git: GitFacts;
}

/** Looks back from the newest snapshot; `at` is what stands in an address. */
export type FindPast = (newest: Snapshot, at: string) => Promise<Past | { readonly problem: Problem }>;

const mostKept = 12;
const mostWaiting = 6;

/**
 * Makes snapshots of earlier commits of main. What was made is kept for a while, one is made at a time, and whoever
 * comes while many wait is sent away for some seconds, so that nobody makes the loop slow by looking back.
 */
export function pastSnapshots(
  { deps, past }: Pick<Composed, 'deps' | 'past'>,
  { gitOf }: Pick<GitReaders, 'gitOf'>,
): FindPast {
  const made = new Map<string, Promise<Past | { readonly problem: Problem }>>();
  const standsUpTo = keepNewest((record: CommitSha) => past.stands(record));
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  async function make(newest: Snapshot, commit: HistoryCommit, git: GitFacts) {
    const head = newest.record.parent;
    const stands = head === null ? [] : await standsUpTo(head);
    const positions = new Map(git.commits.map((each) => [each.commit, each.position]));
    const record = recordWhile(commit.position, stands, (main) => positions.get(main));
    const found = await lookBack({ ...deps, past }, { main: commit, record });
    if (!('plan' in found)) return { problem: unreadable(commit) };
    const commits = git.commits.filter(({ position }) => position <= commit.position);
    const { desired, at } = found;
    return {
      snapshot: found,
      git: { ...git, commits, record: found.record, policy: desired.policy, at },
    };
  }

  return async (newest, at) => {
    const git = await gitOf(newest);
    const commit = commitAt(at, git.commits);
    if ('problem' in commit) return commit;
    const key = `${newest.record.parent} ${commit.commit}`;
    const before = made.get(key);
    if (before !== undefined) return before;
    if (waiting >= mostWaiting) return { problem: busy };
    waiting += 1;
    const turn = last.then(() => make(newest, commit, git));
    last = turn.catch(() => undefined).finally(() => (waiting -= 1));
    keep(made, key, turn);
    return turn;
  };
}

function keep<V>(made: Map<string, Promise<V>>, key: string, value: Promise<V>): void {
  made.set(key, value);
  value.catch(() => made.delete(key));
  const [oldest] = made.keys();
  if (made.size > mostKept && oldest !== undefined) made.delete(oldest);
}

function commitAt(
  at: string,
  commits: readonly HistoryCommit[],
): HistoryCommit | { readonly problem: Problem } {
  if (!/^[0-9a-f]{7,64}$/.test(at)) return { problem: noCommit };
  const [found, ...others] = commits.filter(({ commit }) => commit.startsWith(at));
  if (found === undefined) return { problem: unknownCommit };
  return others.length > 0 ? { problem: manyCommits } : found;
}

const noCommit: Problem = {
  status: 422,
  title: 'Not a commit',
  detail: 'at is the name of a commit of main, in at least 7 of its digits, such as ?at=4f2c9a1',
};
const manyCommits: Problem = {
  status: 422,
  title: 'Not one commit',
  detail: 'several commits of main begin with these digits; write more of them',
};
const unknownCommit: Problem = {
  status: 404,
  title: 'No such commit',
  detail: 'main has no commit of that name along first parent, or it was not reconciled yet',
};
const busy: Problem = {
  status: 503,
  title: 'Others look back',
  detail: 'so many look back now that this one would have to wait; load this page again in a moment',
  retryAfterSeconds: 5,
};

function unreadable({ commit }: HistoryCommit): Problem {
  return {
    status: 422,
    title: 'No policy then',
    detail: `stagepost.yaml cannot be read at ${commit.slice(0, 7)}, so nothing was asked for there`,
  };
}
