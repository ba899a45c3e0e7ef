import type { PlanNote } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { oddType } from '../domain/version-kind.ts';
import { type Course, idOf, plannedState } from './course.ts';

/** Releases whose type does not fit their version (C6), while it can still be corrected: until they are fetched. */
export function oddTypeNotes(courses: readonly Course[]): readonly PlanNote[] {
  return courses.flatMap((course) => {
    const odd = oddType(course.desired.release.content);
    const { state } = plannedState(course);
    const isOpen = course.pooled === null && (state === 'Submitted' || state === 'Failed');
    if (odd === null || !isOpen) return [];
    const sentence = `${releaseTitle(idOf(course))}: ${odd}; if that is not meant, correct type before it is fetched`;
    return [{ sentence, at: course.desired.edits[0].at }];
  });
}
