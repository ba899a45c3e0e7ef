import { isRollback } from '../domain/lifecycle.ts';
import type { Action, PlanNote } from '../domain/plan.ts';
import { releaseTitle } from '../domain/release.ts';
import { withdrawing } from '../domain/withdrawal.ts';
import { type Course, idOf } from './course.ts';

/**
 * What clients are left with where a promotion is taken back or withdrawn: whoever has installed its packages keeps them, because no
 * client goes back to an older package by itself. One note for each release and repository.
 */
export function clientNotes(courses: readonly Course[], actions: readonly Action[]): readonly PlanNote[] {
  return courses.flatMap((course) => {
    const { decision } = course;
    const leaves = decision.kind === 'take' && leavesProduction(course);
    if (!leaves) return [];
    return actions.flatMap((action): readonly PlanNote[] => {
      if (action.kind !== 'publish-generation' || action.repository.stage !== 'production') return [];
      if (!action.removed.includes(idOf(course))) return [];
      const title = releaseTitle(idOf(course));
      const sentence = `${action.repository.title}: clients that have installed ${title} keep it, and none is downgraded`;
      return [{ sentence, at: decision.step.edit.at }];
    });
  });
}

function leavesProduction({ walk }: Course): boolean {
  if (walk.step?.transition === withdrawing) return true;
  if (walk.step?.transition.to !== 'StageRollout') return false;
  const { state } = walk;
  return isRollback(walk.step.transition) || ('from' in state && state.from === 'Production');
}
