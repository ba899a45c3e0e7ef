import type { TimeLimits } from '../domain/gates.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import { localTimeOf, type Zone, zoneOf } from '../domain/local-time.ts';
import type { Delay, PlanNote } from '../domain/plan.ts';
import { releaseTitle, type StateName } from '../domain/release.ts';
import { type Course, idOf } from './course.ts';
import type { Situation } from './decide.ts';

interface Limit {
  readonly days: number;
  readonly working: boolean;
}

/** The releases that have been in their state for longer than it should last; a mark, which holds up nothing. */
export function delays(courses: readonly Course[], { desired, record, now }: Situation): readonly Delay[] {
  const { policy } = desired;
  const zone = zoneOf(policy.gates.timeZone);
  if (zone === undefined) return [];
  return courses.flatMap((course) => {
    const visit = record.releases.get(idOf(course))?.visits.at(-1);
    const limit = visit === undefined ? null : limitOf(visit.state, policy.gates.limits);
    if (visit === undefined || limit === null) return [];
    const due = dueAt(visit.entered, limit, zone);
    return due > now ? [] : [{ release: idOf(course), state: visit.state, since: visit.entered, due }];
  });
}

/** The same for people who read the plan. */
export function delayNotes(found: readonly Delay[], courses: readonly Course[]): readonly PlanNote[] {
  const files = new Map(courses.map((course) => [idOf(course), course.desired.edits[0].at]));
  return found.map(({ release, state, since, due }) => ({
    sentence: `${releaseTitle(release)} is delayed: ${state} since ${since.slice(0, 10)}, which should have ended by ${due.slice(0, 10)}`,
    at: files.get(release) ?? null,
  }));
}

function limitOf(state: StateName, limits: TimeLimits): Limit | null {
  if (state === 'Submitted') return limitFrom(limits.submittedWorkingDays, true);
  if (state === 'Unverified') return limitFrom(limits.unverifiedDays, false);
  return state === 'InVerification' ? limitFrom(limits.verificationDays, false) : null;
}

function limitFrom(days: number, working: boolean): Limit | null {
  return days === 0 ? null : { days, working };
}

function dueAt(entered: Instant, { days, working }: Limit, zone: Zone): Instant {
  if (!working) return plusSeconds(entered, days * day);
  let [at, left] = [entered, days];
  while (left > 0) {
    at = plusSeconds(at, day);
    if (!['Sat', 'Sun'].includes(localTimeOf(at, zone).weekday)) left -= 1;
  }
  return at;
}

const day = 86_400;
