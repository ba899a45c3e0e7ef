import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { Member } from '../domain/member.ts';
import type { PlatformKey } from '../domain/release.ts';
import { chartCourses } from './chart-courses.ts';
import { type Course, idOf } from './course.ts';
import { showsComponents } from './group-packages.ts';
import { membersOnShelf, type Sources } from './guards/shelf.ts';
import { openLook } from './installability/look.ts';

/**
 * The members whose packages a plan has to compare: those of every release that asks for stage rollout or production,
 * and all that clients of the same platforms are offered, also where a release only leaves. Nobody asks for most of
 * the time, and then it is none but those of releases on their way that people see by component.
 */
export function membersToKnow(desired: DesiredState, actual: ActualState, now: Instant): readonly Member[] {
  if (actual.record.kind === 'unknown') return [];
  const sources = { actual, record: actual.record.value };
  const courses = chartCourses(desired, {
    ...sources,
    now,
    look: openLook({ actual, policy: desired.policy, record: actual.record.value }),
  });
  const steps = courses.filter((course) => wantsToMove(course) || wantsToLeave(course));
  const grouped = courses.filter(showsComponents).flatMap(({ pooled }) => pooled?.members ?? []);
  const coming = steps.filter(wantsToMove).flatMap(({ pooled }) => pooled?.members ?? []);
  const shelves = new Map(
    steps.flatMap((course) =>
      platformsOf(course, sources).map((platform) => [
        `${course.major.key} ${platform}`,
        { platform, major: course.major },
      ]),
    ),
  );
  const offered = [...shelves.values()].flatMap(({ major, platform }) =>
    membersOnShelf(sources, major, platform).map(({ member }) => member),
  );
  return [...new Map([...coming, ...offered, ...grouped].map((member) => [member.digest, member])).values()];
}

// A gate that has to see the packages cannot let the step through before they are known.
function wantsToMove({ walk }: Course): boolean {
  return walk.step?.transition.effect === 'move';
}

function wantsToLeave({ walk }: Course): boolean {
  return walk.step?.transition.effect === 'clean-up';
}

// Whoever only leaves matters to the clients of those platforms on which it is offered.
function platformsOf(course: Course, sources: Sources): readonly PlatformKey[] {
  const all = course.pooled?.members.map(({ platform }) => platform) ?? [];
  if (wantsToMove(course)) return all;
  return all.filter((platform) =>
    membersOnShelf(sources, course.major, platform).some(({ member }) => member.release === idOf(course)),
  );
}
