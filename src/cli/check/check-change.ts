import { resolve } from 'node:path';
import { systemClock } from '../../adapters/clock/system-clock.ts';
import { openWorkingClone, type WorkingClone } from '../../adapters/git/open-working-clone.ts';
import { readPolicy } from '../../config/read-policy.ts';
import { changedFiles } from '../../desired/changed-files.ts';
import { checkTree } from '../../desired/check-tree.ts';
import { failureOf } from '../../domain/failure.ts';
import type { Finding } from '../../domain/finding.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { askedAlready } from '../../plan/asked-already.ts';
import type { TreeEntry } from '../../ports/release-history.ts';
import type { Planned } from '../../reconcile/planned.ts';
import type { CheckFacts } from '../../report/check/check-facts.ts';
import type { Io } from '../io.ts';
import { planAgainst } from '../plan-from-record.ts';

/** Which change of which clone. */
export interface ChangeOptions {
  readonly repository: string;
  readonly base: string;
  readonly head: string;
  /** Whether the head is a branch that would be merged; otherwise main would be at it. */
  readonly merge?: boolean;
  readonly pullRequest?: number;
}

/**
 * Finds out what a change would do, from git alone: everything of it is data. Whatever keeps it from being told is told as
 * the answer; throws only where base or head are no commits of the clone.
 */
export async function checkChange(io: Io, options: ChangeOptions): Promise<CheckFacts> {
  const { repository, base, head } = options;
  const before = await inClone(io, { repository, revision: base }, treeOf);
  const after = await inClone(io, { repository, revision: head }, treeOf);
  const facts = {
    pullRequest: options.pullRequest ?? null,
    base: before.commit,
    head: after.commit,
    madeAt: systemClock.now(),
    changed: changedFiles(before.tree, after.tree),
    findings: [],
    older: [],
    plan: null,
    actual: null,
    refused: [],
    already: () => false,
    ticketOf: () => null,
    failure: null,
  };
  try {
    return { ...facts, ...(await judge(io, options, before.tree)) };
  } catch (error) {
    return { ...facts, failure: failureOf(error) };
  }
}

interface Revision {
  readonly repository: string;
  readonly revision: string;
  /** A branch that is taken as merged into it. */
  readonly merged?: string;
}

async function inClone<T>(
  io: Io,
  { repository, ...which }: Revision,
  use: (clone: WorkingClone) => Promise<T>,
): Promise<T> {
  const dir = resolve(io.cwd, repository);
  const clone = await openWorkingClone({ dir, recordBranch: 'stagepost-record', ...which });
  try {
    return await use(clone);
  } finally {
    await clone.close();
  }
}

async function treeOf({ history }: WorkingClone) {
  const { commit } = await history.head();
  return { commit, tree: await history.tree(commit) };
}

async function checkedTreeOf(clone: WorkingClone) {
  const { commit, tree } = await treeOf(clone);
  const { findings } = await checkTree({ history: clone.history, readPolicy }, commit);
  return { tree, findings };
}

type Judged = Pick<
  CheckFacts,
  'changed' | 'findings' | 'older' | 'plan' | 'actual' | 'refused' | 'already' | 'ticketOf'
>;

async function judge(io: Io, options: ChangeOptions, before: readonly TreeEntry[]): Promise<Judged> {
  const { repository, base, head, merge } = options;
  const result = merge === true ? { revision: base, merged: head } : { revision: head };
  const old = await inClone(io, { repository, revision: base }, checkedTreeOf);
  const after = await inClone(io, { repository, ...result }, checkedTreeOf);
  const { revision: commit, ...more } = result;
  const { planned, before: earlier, refused } = await planAgainst(io, { repository, commit, ...more }, base);
  const known = new Set(old.findings.map(nameOf));
  return {
    changed: changedFiles(before, after.tree),
    findings: after.findings.filter((finding) => !known.has(nameOf(finding))),
    older: after.findings.filter((finding) => known.has(nameOf(finding))),
    plan: planned.kind === 'planned' ? planned.plan : null,
    actual: planned.kind === 'planned' ? planned.actual : null,
    refused,
    already: askedAlready(earlier?.kind === 'planned' ? earlier.plan : null),
    ticketOf: ticketsIn(planned),
  };
}

// A line that moved is no new mistake.
function nameOf({ file, rule, message }: Finding): string {
  return JSON.stringify([file, rule, message]);
}

function ticketsIn(planned: Planned): (release: ReleaseId) => number | null {
  if (planned.kind === 'refused') return () => null;
  const tickets = new Map(
    planned.desired.releases.map(({ release }) => [release.id, release.workflow.tickets.rt]),
  );
  return (release) => tickets.get(release) ?? null;
}
