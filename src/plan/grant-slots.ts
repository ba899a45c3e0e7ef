import { occupiesSlot } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import { type Course, idOf } from './course.ts';
import { editsAfter, type Step, walkEdits } from './walk-edits.ts';

/** The courses with the slot decided, and who makes room for whom. */
export interface Granted {
  readonly courses: readonly Course[];
  /** A release that enters the slot -> the releases that leave it in the same plan. */
  readonly leavers: ReadonlyMap<ReleaseId, readonly ReleaseId[]>;
}

/**
 * One release per slot is in stage rollout (R46). The slot goes to the first in line: emergencies first, then order
 * of arrival in git, then id; everybody else is deferred and asked again whenever the slot is free (R45, R48).
 */
export function grantSlots(courses: readonly Course[]): Granted {
  const decided = new Map<ReleaseId, Course>();
  const leavers = new Map<ReleaseId, readonly ReleaseId[]>();
  for (const slot of Map.groupBy(courses, slotOf).values()) {
    const line = slot.filter((course) => askedFor(course) !== null).sort(compareInLine);
    const holder = slot.find(holdsSlot);
    const first = holder === undefined ? line[0] : undefined;
    if (first !== undefined) leavers.set(idOf(first), slot.filter(leavesSlot).map(idOf));
    const waiting = line.filter((course) => course !== first && course !== holder);
    for (const [index, course] of waiting.entries())
      decided.set(idOf(course), deferred(course, holder ?? first, index));
  }
  return { courses: courses.map((course) => decided.get(idOf(course)) ?? course), leavers };
}

function slotOf(course: Course): string {
  return slotKeyOf(course.major, course.desired.release.content.product);
}

/** The step into stage rollout that the course wants to take; null when it wants none. */
function askedFor(course: Course): Step | null {
  const { decision } = course;
  return decision.kind === 'take' && decision.step.transition.to === 'StageRollout' ? decision.step : null;
}

function holdsSlot(course: Course): boolean {
  const leaves = course.decision.kind === 'take' && askedFor(course) === null;
  return !leaves && occupiesSlot(course.walk.state);
}

function leavesSlot(course: Course): boolean {
  const { state } = course.walk;
  const inside = state.state === 'Failed' ? state.from === 'StageRollout' : state.state === 'StageRollout';
  return inside && course.decision.kind === 'take';
}

function compareInLine(a: Course, b: Course): number {
  return urgency(a) - urgency(b) || positionOf(a) - positionOf(b) || (idOf(a) < idOf(b) ? -1 : 1);
}

function urgency(course: Course): number {
  return course.desired.release.workflow.emergency.route === 'normal' ? 1 : 0;
}

function positionOf(course: Course): number {
  const { state } = course.walk;
  if (state.state === 'Deferred') return state.position;
  return askedFor(course)?.edit.position ?? Number.MAX_SAFE_INTEGER;
}

function deferred(course: Course, holder: Course | undefined, ahead: number): Course {
  const step = askedFor(course);
  if (step === null) return course;
  const taken = holder === undefined ? 'taken' : `taken by ${releaseTitle(idOf(holder))}`;
  const place = ahead === 0 ? 'first in line' : `number ${ahead + 1} in line`;
  return {
    ...course,
    decision: { kind: 'defer', step, asksOn: asksOn(course, step, holder) },
    verdict: {
      kind: 'wait-for',
      whom: holder === undefined ? slotOf(course) : holder.desired.release.id,
      sentence: `waits for the slot of ${slotOf(course)}, ${taken}; ${place}`,
    },
  };
}

// Many merges in one cycle end where one by one would: a wish that a later edit replaced still counts for the slot
// that the holder left before that edit (R38, R48).
function asksOn(course: Course, step: Step, holder: Course | undefined): boolean {
  const [next] = editsAfter(course.desired.edits, step.edit);
  const left = holder === undefined ? undefined : leavesAt(holder);
  return next !== undefined && left !== undefined && left < next.position;
}

/** The position on main of the edit by which the holder of a slot will leave it; undefined when there is none. */
function leavesAt(holder: Course): number | undefined {
  const { step } = holder.walk;
  if (step?.transition.to !== 'StageRollout') return step?.edit.position;
  const [first, ...rest] = editsAfter(holder.desired.edits, step.edit);
  if (first === undefined) return undefined;
  return walkEdits({ state: 'StageRollout' }, [first, ...rest]).step?.edit.position;
}
