import { isRollback } from '../../domain/lifecycle.ts';
import { releaseTitle } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { type Course, idOf } from '../course.ts';
import { editsAfter, type Walk, walkEdits } from '../walk-edits.ts';
import type { Refusals } from './hold.ts';

/**
 * Rollbacks that would overtake a promotion which was asked for before: the newest one is taken back, and which one that
 * is must not depend on how many merges one cycle finds.
 */
export function earlyRollbacks(courses: readonly Course[]): Refusals {
  const refused = courses.flatMap((course) => {
    const position = rollbackAt(course);
    if (position === null) return [];
    const before = courses.find((other) => isBefore(other, course, position));
    return before === undefined ? [] : [[idOf(course), waitFor(before)] as const];
  });
  return new Map(refused);
}

/** The position on main of the edit by which a course leaves production; null for every other one. */
function rollbackAt({ decision, walk }: Course): number | null {
  const asks = decision.kind === 'take' || decision.kind === 'defer';
  if (!asks || !isRollback(decision.step.transition) || walk.state.state !== 'Production') return null;
  return decision.step.edit.position;
}

function isBefore(other: Course, course: Course, position: number): boolean {
  if (other === course || other.major.key !== course.major.key) return false;
  const promotion = promotionAt(other);
  return promotion !== undefined && promotion < position;
}

/** The position on main of the edit by which a course comes to production, as if each step before it succeeded. */
function promotionAt({ walk, decision, desired }: Course): number | undefined {
  if (decision.kind !== 'take' && decision.kind !== 'fetch') return undefined;
  for (let at: Walk = walk; at.step !== null; ) {
    const { transition, edit } = at.step;
    if (transition.to === 'Production') return edit.position;
    const [first, ...rest] = editsAfter(desired.edits, edit);
    if (first === undefined) return undefined;
    at = walkEdits({ state: transition.to }, [first, ...rest]);
  }
  return undefined;
}

function waitFor(before: Course): Verdict {
  return {
    kind: 'wait-for',
    whom: idOf(before),
    sentence: `waits for ${releaseTitle(idOf(before))}, which was asked to go to production before this rollback`,
  };
}
