import type { PlanNote } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { oddType } from '../domain/version-kind.ts';
import { type Course, idOf, plannedState } from './course.ts';

/**
 * Releases whose type does not fit their version (C6). Told when they are seen for the first time, so in the check of the
 * edit that brings the file and in the cycle that takes it up: whoever has read it and left it so has decided.
 */
export function oddTypeNotes(courses: readonly Course[]): readonly PlanNote[] {
  return courses.flatMap((course) => {
    const odd = oddType(course.desired.release.content);
    const isNew = course.recorded === null && course.pooled === null;
    if (odd === null || !isNew || plannedState(course).state !== 'Submitted') return [];
    const sentence = `${releaseTitle(idOf(course))}: ${odd}; if that is not meant, correct type before it is fetched`;
    return [{ sentence, at: course.desired.edits[0].at }];
  });
}
