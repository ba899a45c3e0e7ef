import type { TimeLimits } from './gates.ts';
import { type Instant, plusSeconds } from './instant.ts';
import { localTimeOf, type Zone } from './local-time.ts';
import type { StateName } from './release.ts';

/** How long a release should be in a state; longer is a mark, which holds up nothing (R98). */
export interface TimeLimit {
  readonly days: number;
  /** Whether only days from Monday to Friday count. */
  readonly working: boolean;
}

/** The limit of a state; null where policy has none. */
export function limitOf(state: StateName, limits: TimeLimits): TimeLimit | null {
  if (state === 'Submitted') return limitFrom(limits.submittedWorkingDays, true);
  if (state === 'Unverified') return limitFrom(limits.unverifiedDays, false);
  return state === 'InVerification' ? limitFrom(limits.verificationDays, false) : null;
}

/** When a limit is reached; working days are those of the zone. Pure. */
export function dueAt(entered: Instant, { days, working }: TimeLimit, zone: Zone): Instant {
  if (!working) return plusSeconds(entered, days * day);
  let [at, left] = [entered, days];
  while (left > 0) {
    at = plusSeconds(at, day);
    if (!['Sat', 'Sun'].includes(localTimeOf(at, zone).weekday)) left -= 1;
  }
  return at;
}

const day = 86_400;

function limitFrom(days: number, working: boolean): TimeLimit | null {
  return days === 0 ? null : { days, working };
}
