import type { CommitSha } from '../domain/desired-state.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { ReleaseHistory } from '../ports/release-history.ts';
import type { Cycle } from './cycle.ts';
import { succeeded } from './succeeded.ts';

// Looking at everything takes a hundredth of the time at most, but nobody waits longer than that to hear of a difference.
const restForEach = 100;
const longestRestMs = 600_000;

/** What a glance is made with. */
export interface GlanceDeps {
  readonly history: Pick<ReleaseHistory, 'head'>;
  readonly records: Pick<RecordStore, 'read'>;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
}

/** Whether what was seen last is enough for a poll. */
export interface Glance {
  /** Notes a run and how it went. */
  looked(cycles: readonly Cycle[], startedAt: number): void;
  /**
   * Whether nothing moved in git since a run that left nothing to do, and looking at everything again would take too much
   * of the time. Throws when git cannot be asked.
   */
  isEnough(): Promise<boolean>;
}

interface Look {
  readonly main: CommitSha;
  readonly record: CommitSha | null;
  /** When everything is looked at again, whatever git says. */
  readonly until: number;
}

/** A poll of a large world that rests: git is asked as often as ever, and trees and pool as rarely as they are large. */
export function makeGlance({ history, records, elapsed }: GlanceDeps): Glance {
  let last: Look | null = null;
  return {
    looked: (cycles, startedAt) => {
      const now = elapsed();
      const rest = Math.min(longestRestMs, restForEach * (now - startedAt));
      last = restingAt(cycles, now + rest);
    },
    isEnough: async () => {
      if (last === null || elapsed() >= last.until) return false;
      const head = await history.head();
      const record = await records.read();
      return head.commit === last.main && record.parent === last.record;
    },
  };
}

/** Null where anything is left to do or could not be told: that is looked at with every poll. */
function restingAt(cycles: readonly Cycle[], until: number): Look | null {
  const [cycle] = cycles.slice(-1);
  if (cycle?.kind !== 'done' || !succeeded(cycle)) return null;
  const { planned, outcome, record, notes } = cycle;
  const isAtRest = outcome.results.length === 0 && notes.length === 0 && planned.findings.length === 0;
  return isAtRest ? { main: planned.desired.commit, record: record.parent, until } : null;
}
