import { zoneOf } from '../domain/local-time.ts';
import type { Delay, PlanNote } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { dueAt, limitOf } from '../domain/time-limits.ts';
import { type Course, idOf } from './course.ts';
import type { Situation } from './decide.ts';

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
