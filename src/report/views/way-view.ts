import type { Instant } from '../../domain/instant.ts';
import { isEndState } from '../../domain/lifecycle.ts';
import type { StateName } from '../../domain/release.ts';
import type { VisitLine } from '../history-view.ts';
import { durationOf } from '../times.ts';

/** One stop on the way of a release. */
export interface WayStop {
  readonly state: StateName;
  readonly when: 'past' | 'now' | 'next';
  /** Null for what has not come yet. */
  readonly entered: Instant | null;
  readonly lasted: string | null;
  /** For the next stop: not before then; null where no moment is known. */
  readonly earliest: Instant | null;
}

const usualWay: readonly StateName[] = [
  'Submitted',
  'Unverified',
  'InVerification',
  'StageRollout',
  'Production',
];
const mostPast = 7;

/** Where a release has been, newest visits if there were many, and what the process has still for it. */
export function wayView(visits: readonly VisitLine[], earliest: Instant | null): readonly WayStop[] {
  const been = visits.slice(-mostPast).map(
    ({ state, entered, left, seconds }): WayStop => ({
      state,
      when: left === null ? 'now' : 'past',
      entered,
      lasted: durationOf(seconds),
      earliest: null,
    }),
  );
  const last = visits.at(-1)?.state ?? null;
  if (last !== null && isEndState(last)) return been;
  // From Deferred, Failed and WaitingForResponse it goes on where it came from.
  const reached = Math.max(-1, ...visits.map(({ state }) => usualWay.indexOf(state)));
  const ahead = usualWay.slice(reached + 1).map(
    (state, index): WayStop => ({
      state,
      when: 'next',
      entered: null,
      lasted: null,
      earliest: index === 0 ? earliest : null,
    }),
  );
  return [...been, ...ahead];
}
