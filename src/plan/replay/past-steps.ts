import type { RestingState } from '../../domain/lifecycle.ts';
import type { PackageState, PastStep } from '../../domain/policy-replay.ts';
import type { ReleaseRecord, Visit } from '../../domain/record.ts';

/** A step, and every stay before it: what the record said when it was taken. */
export interface RecordedStep {
  readonly step: PastStep;
  readonly before: readonly Visit[];
}

/**
 * The steps of the record that brought packages into a state, oldest first. Deferred and Failed are on the way: what is
 * looked at is the moment at which the packages came.
 */
export function pastSteps(releases: Iterable<ReleaseRecord>): readonly RecordedStep[] {
  const steps = [...releases].flatMap(({ release, visits }) =>
    visits.flatMap(({ state: to, entered: at, commit }, index): readonly RecordedStep[] => {
      if (!bringsPackages(to)) return [];
      const before = visits.slice(0, index);
      const from = before.map(({ state }) => state).findLast(isResting) ?? 'Submitted';
      if (from === to && isCalledOff(before)) return [];
      return [{ step: { release, from, to, at, commit }, before }];
    }),
  );
  return steps.toSorted((a, b) => compare(keyOf(a), keyOf(b)));
}

function isResting(state: Visit['state']): state is RestingState {
  return state !== 'Deferred' && state !== 'Failed';
}

function bringsPackages(state: Visit['state']): state is PackageState {
  return state === 'Unverified' || state === 'StageRollout' || state === 'Production';
}

// A rollback that was called off while it waited for the slot moved nothing.
function isCalledOff(before: readonly Visit[]): boolean {
  return before.at(-1)?.state === 'Deferred';
}

function keyOf({ step }: RecordedStep): string {
  return `${step.at} ${step.release}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
