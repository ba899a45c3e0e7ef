import type { PlanNote } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { type Course, idOf } from './course.ts';
import type { Situation } from './decide.ts';
import { changesOfMove } from './installability/changes-of-move.ts';
import { breakageIn, unknownIn } from './installability/seen-change.ts';

/**
 * Steps of this plan after which packages cannot be installed, or nobody knows: those that policy lets through, and
 * those that nothing holds, because they take packages away.
 */
export function breakageNotes(situation: Situation, courses: readonly Course[]): readonly PlanNote[] {
  return courses.flatMap((course) => {
    const { decision, major, pooled } = course;
    if (decision.kind !== 'take') return [];
    const { step } = decision;
    const changes = changesOfMove(
      { ...situation, major, pooled, step, release: idOf(course) },
      situation.look,
    );
    const breakage = breakageIn(changes);
    const reason = unknownIn(changes);
    if (breakage === null && reason === null) return [];
    const title = releaseTitle(idOf(course));
    const sentence =
      breakage === null
        ? `it cannot be told what can be installed after the step of ${title}: ${reason}`
        : `after the step of ${title}, ${breakage}`;
    return [{ sentence, at: step.edit.at }];
  });
}
