import { occupiesSlot } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { majorOf, productOf, type ReleaseId, releaseTitle } from '../domain/release.ts';
import { type Course, idOf } from './course.ts';
import { editsAfter, type Step, walkEdits } from './walk-edits.ts';

/** The courses with the slot decided, and who makes room for whom. */
export interface Granted {
  readonly courses: readonly Course[];
  /** A release that enters the slot -> the releases that leave it in the same plan. */
  readonly leavers: ReadonlyMap<ReleaseId, readonly ReleaseId[]>;
}

/** Slots of releases whose file is gone or cannot be read: they hold still, and so does their slot. */
export type UnseenHolders = ReadonlyMap<string, ReleaseId>;

/** Which untouchable releases have which slot. */
export function unseenHolders(
  policy: Policy,
  record: ReconcilerRecord,
  untouchable: ReadonlySet<ReleaseId>,
): UnseenHolders {
  const holders = [...record.releases.values()].flatMap(({ release, observed }) => {
    const major = policy.majorReleases.get(majorOf(release));
    const holds = major !== undefined && untouchable.has(release) && occupiesSlot(observed);
    return holds ? [[slotKeyOf(major, productOf(release)), release] as const] : [];
  });
  return new Map(holders);
}

/**
 * One release per slot is in stage rollout (R46). The slot goes to the first in line: emergencies first, then order
 * of arrival in git, then id; everybody else is deferred and asked again whenever the slot is free (R45, R48).
 */
export function grantSlots(courses: readonly Course[], unseen: UnseenHolders): Granted {
  const decided = new Map<ReleaseId, Course>();
  const leavers = new Map<ReleaseId, readonly ReleaseId[]>();
  for (const [key, slot] of Map.groupBy(courses, slotOf)) {
    const line = slot.filter((course) => askedFor(course) !== null).sort(compareInLine);
    const inside = slot.find(holdsSlot);
    const first = inside === undefined && !unseen.has(key) ? line[0] : undefined;
    if (first !== undefined) leavers.set(idOf(first), slot.filter(leavesSlot).map(idOf));
    const holder = holderOf(inside ?? first, unseen.get(key));
    const waiting = line.filter((course) => course !== first && course !== inside);
    for (const [ahead, course] of waiting.entries())
      decided.set(idOf(course), deferred(course, holder, ahead));
  }
  return { courses: courses.map((course) => decided.get(idOf(course)) ?? course), leavers };
}

/** Who has a slot when the plan has been carried out. */
interface Holder {
  readonly release: ReleaseId | undefined;
  /** The position on main of the edit by which it will leave; undefined when there is none. */
  readonly leavesAt: number | undefined;
}

function holderOf(course: Course | undefined, unseen: ReleaseId | undefined): Holder {
  return course === undefined
    ? { release: unseen, leavesAt: undefined }
    : { release: idOf(course), leavesAt: leavesAt(course) };
}

function slotOf(course: Course): string {
  return slotKeyOf(course.major, course.desired.release.content.product);
}

/** The step into stage rollout that the course wants to take; null when it wants none. */
function askedFor(course: Course): Step | null {
  const { decision } = course;
  return decision.kind === 'take' && decision.step.transition.to === 'StageRollout' ? decision.step : null;
}

// Who goes on to production makes room in the same plan, once it is there. Who ends has the slot until it is out:
// entering beside it would put two releases into one slot whenever half of that fails.
function holdsSlot({ decision, walk }: Course): boolean {
  const goesOn =
    decision.kind === 'take' &&
    decision.step.transition.effect === 'move' &&
    decision.step.transition.to !== 'StageRollout';
  return !goesOn && occupiesSlot(walk.state);
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

function deferred(course: Course, holder: Holder, ahead: number): Course {
  const step = askedFor(course);
  if (step === null) return course;
  const slot = slotOf(course);
  const taken = holder.release === undefined ? 'taken' : `taken by ${releaseTitle(holder.release)}`;
  const place = ahead === 0 ? 'first in line' : `number ${ahead + 1} in line`;
  const sentence = `waits for the slot of ${slot}, ${taken}; ${place}`;
  return {
    ...course,
    decision: { kind: 'defer', step, asksOn: asksOn(course, step, holder) },
    gates: [
      ...course.gates,
      { gate: 'slot', verdict: { kind: 'wait-for', whom: holder.release ?? slot, sentence } },
    ],
  };
}

// Many merges in one cycle end where one by one would: a wish that a later edit replaced still counts for the slot
// that the holder leaves before that edit (R38, R48).
function asksOn(course: Course, step: Step, { leavesAt: left }: Holder): boolean {
  const [next] = editsAfter(course.desired.edits, step.edit);
  return next !== undefined && left !== undefined && left < next.position;
}

function leavesAt({ walk, desired }: Course): number | undefined {
  if (walk.step?.transition.to !== 'StageRollout') return walk.step?.edit.position;
  const [first, ...rest] = editsAfter(desired.edits, walk.step.edit);
  if (first === undefined) return undefined;
  return walkEdits({ state: 'StageRollout' }, [first, ...rest]).step?.edit.position;
}
