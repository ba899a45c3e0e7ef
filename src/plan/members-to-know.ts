import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Member } from '../domain/member.ts';
import { chartCourses } from './chart-courses.ts';
import type { Course } from './course.ts';
import { membersOnShelf } from './guards/shelf.ts';

/**
 * The members whose packages a plan has to compare: those of every release that asks for stage rollout or production,
 * and all that clients of the same platforms are offered. Nobody asks for most of the time, and then it is none.
 */
export function membersToKnow(desired: DesiredState, actual: ActualState, now: Instant): readonly Member[] {
  if (actual.record.kind === 'unknown') return [];
  const record = actual.record.value;
  const entering = chartCourses(desired, { actual, record, now }).filter(wantsToMove);
  const needed = new Map<Sha256, Member>();
  const looked = new Set<string>();
  for (const { major, pooled } of entering)
    for (const member of pooled?.members ?? []) {
      needed.set(member.digest, member);
      const shelf = `${major.key} ${member.platform}`;
      if (looked.has(shelf)) continue;
      looked.add(shelf);
      for (const found of membersOnShelf({ actual, record }, major, member.platform))
        needed.set(found.member.digest, found.member);
    }
  return [...needed.values()];
}

// A gate that has to see the packages cannot let the step through before they are known.
function wantsToMove({ walk }: Course): boolean {
  return walk.step?.transition.effect === 'move';
}
