import type { DesiredRelease } from '../domain/desired-state.ts';
import { isIgnoredByPolicy, judge } from '../domain/lifecycle.ts';
import { type MajorRelease, platformOf } from '../domain/major-release.ts';
import type { PlanNote } from '../domain/plan.ts';
import type { Policy } from '../domain/policy.ts';
import { type PlatformKey, releaseTitle } from '../domain/release.ts';
import { type Course, plannedState } from './course.ts';
import type { Forbid, Walk } from './walk-edits.ts';

type Target = Pick<DesiredRelease, 'release'>;

/** R13: an unsupported target is no mistake of syntax; the answer to it is a decision of people, or of policy. */
export function forbidUnsupported(desired: Target, major: MajorRelease): Forbid {
  const targets = unsupported(desired, major);
  const why = {
    sentence: sentenceOf(major, targets),
    hint: 'set desiredState: Ignored with this reason, or let an administrator add the platform',
    cites: 'R13',
  };
  return ({ effect }) => (targets.length > 0 && (effect === 'fetch' || effect === 'move') ? why : null);
}

/**
 * The walk of a release that policy ends as Ignored instead of refusing what it asks for: nothing that it brings is for
 * a supported target, and it has not come so far that the table would not let it be ignored.
 */
export function ignoredByPolicy(
  walk: Walk,
  { desired, major, policy }: { desired: Target; major: MajorRelease; policy: Policy },
): Walk {
  if (policy.unsupportedTargets === 'hold' || walk.refusal === null) return walk;
  const targets = unsupported(desired, major);
  if (targets.length < desired.release.content.platforms.length) return walk;
  const { edit } = walk.refusal;
  const wish = judge(walk.state, edit.desiredState, edit.route);
  const end = judge(walk.state, 'Ignored', edit.route);
  if (wish.kind === 'refuse' || end.kind !== 'go') return walk;
  const step = {
    transition: end.transition,
    edit: { ...edit, reason: sentenceOf(major, targets) },
    retry: false,
  };
  return { ...walk, step, refusal: null };
}

/** Which releases policy ends in this plan, and why. */
export function ignoredNotes(courses: readonly Course[]): readonly PlanNote[] {
  return courses.flatMap((course) => {
    const { decision, desired } = course;
    if (decision.kind !== 'take' || !isIgnoredByPolicy(plannedState(course))) return [];
    const { reason, at } = decision.step.edit;
    return [{ sentence: `${releaseTitle(desired.release.id)} is ignored by policy: ${reason}`, at }];
  });
}

function unsupported({ release }: Target, major: MajorRelease): readonly PlatformKey[] {
  return release.content.platforms.filter((key) => platformOf(major, key) === undefined);
}

function sentenceOf({ key }: MajorRelease, targets: readonly PlatformKey[]): string {
  return `${key} does not support ${targets.join(', ')}`;
}
