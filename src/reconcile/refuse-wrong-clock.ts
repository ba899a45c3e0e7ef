import type { DesiredState } from '../domain/desired-state.ts';
import { StagepostError } from '../domain/failure.ts';
import type { Plan } from '../domain/plan.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { clockObjection } from '../plan/check-clock.ts';

/** Ends the cycle before a clock that cannot be right has dated anything; a plan without actions dates nothing. */
export function refuseWrongClock(plan: Plan, desired: DesiredState, record: ReconcilerRecord): void {
  const objection = clockObjection(plan.madeAt, { record, committedAt: desired.committedAt });
  if (objection === null || plan.actions.length === 0) return;
  throw new StagepostError({
    code: 'clock-implausible',
    message: `${objection}; nothing was changed`,
    hint: 'set the clock of this host; if it is right and late, merge any commit into main, which shows that it is',
  });
}
