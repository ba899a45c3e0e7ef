import { actualFromRecord } from '../actual/from-record.ts';
import { type DesiredDeps, readDesiredState } from '../desired/read-desired-state.ts';
import type { CommitSha } from '../domain/desired-state.ts';
import { StagepostError } from '../domain/failure.ts';
import type { Finding } from '../domain/finding.ts';
import { laterOf } from '../domain/instant.ts';
import { emptyRecord } from '../domain/record.ts';
import type { DependencySolver } from '../ports/dependency-solver.ts';
import type { PastRecord, RecordHistory, RecordStand } from '../ports/record-history.ts';
import type { CommitFacts } from '../ports/release-history.ts';
import type { Snapshot } from '../report/views/snapshot.ts';
import { planWithAnswers } from './plan-with-answers.ts';

/** What looking back needs; all of it is git. */
export interface LookBackDeps extends DesiredDeps {
  readonly past: RecordHistory;
}

/** Where in the two histories somebody looks back to. */
export interface Moment {
  /** The commit of main. */
  readonly main: CommitFacts;
  /** The commit of the record that was the last one while main stood there; null before the first. */
  readonly record: CommitSha | null;
}

/** The last commit of the record before anything later of main was reconciled; null where there is none. */
export function recordWhile(
  position: number,
  stands: readonly RecordStand[],
  positionOf: (main: CommitSha) => number | undefined,
): CommitSha | null {
  const before = stands.findLast(({ main }) => {
    const at = main === null ? 0 : positionOf(main);
    return at !== undefined && at <= position;
  });
  return before?.last ?? null;
}

/**
 * What a cycle would have seen when main stood at a commit, with the record as the world. It is made for people to
 * look at: no solver is asked anew, and nothing is ever done by it. Findings where stagepost.yaml could not be read then.
 */
export async function lookBack(
  deps: LookBackDeps,
  { main, record: at }: Moment,
): Promise<Snapshot | readonly Finding[]> {
  const then = at === null ? null : await deps.past.at(at);
  const record = then?.record ?? emptyRecord;
  const { desired, findings } = await readDesiredState(deps, { head: main, record });
  if (desired === null) return findings;
  const now = laterOf(main.committedAt, then?.committedAt ?? main.committedAt);
  const recorded = actualFromRecord(record, then?.inventories ?? noInventories);
  const { actual, plan } = await planWithAnswers(
    { solvers: { yum: nobody, apt: nobody }, answers: new Map() },
    { desired, actual: recorded, now },
  );
  return { at: now, desired, actual, record, plan, findings, notes: [] };
}

const noInventories: PastRecord['inventories'] = new Map();

const nobody: DependencySolver = {
  uninstallable: async () => {
    throw new StagepostError({ code: 'tool-missing', message: 'no solver is asked for a look back' });
  },
};
