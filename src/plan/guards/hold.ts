import type { ReleaseId } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type Course, idOf } from '../course.ts';

/** The releases whose next step a guard refuses, and why. */
export type Refusals = ReadonlyMap<ReleaseId, Verdict>;

/** A course whose step waits; its marks go on, because they touch no package. */
export function heldCourse(course: Course, refusals: Refusals): Course {
  const verdict = refusals.get(idOf(course));
  if (verdict === undefined) return course;
  return { ...course, decision: { kind: 'nothing' }, gates: [...course.gates, { gate: 'guard', verdict }] };
}
