import { isRollingBack, occupiesSlot } from '../domain/lifecycle.ts';
import { slotKeyOf } from '../domain/major-release.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { majorOf, productOf, type ReleaseId, releaseTitle } from '../domain/release.ts';
import type { Verdict } from '../domain/verdict.ts';
import { type Course, type Decision, idOf } from './course.ts';
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
  const promoted = new Set(courses.filter(isPromoted).map(({ major }) => major.key));
  for (const [key, slot] of Map.groupBy(courses, slotOf)) {
    const { waiting, first } = decideSlot(slot, unseen.get(key), promoted);
    for (const course of waiting) decided.set(idOf(course), course);
    if (first !== undefined) leavers.set(idOf(first), slot.filter(leavesSlot).map(idOf));
  }
  return { courses: courses.map((course) => decided.get(idOf(course)) ?? course), leavers };
}

/** Who enters a slot, and the decisions on those who do not. */
interface SlotDecision {
  readonly first: Course | undefined;
  readonly waiting: readonly Course[];
}

function decideSlot(
  slot: readonly Course[],
  unseen: ReleaseId | undefined,
  promoted: ReadonlySet<string>,
): SlotDecision {
  const line = slot.filter((course) => askedFor(course) !== null).sort(compareInLine);
  const inside = slot.find(holdsSlot);
  const next = unseen === undefined ? (inside ?? line.find(mayEnter(slot, line))) : undefined;
  if (crosses(next, promoted)) return { first: undefined, waiting: crossing(slot, line, next) };
  const first = inside === undefined ? next : undefined;
  const holder = holderOf(inside ?? first, unseen);
  const others = line.filter((course) => course !== first && course !== inside);
  const isFree = inside === undefined && first === undefined && unseen === undefined;
  return {
    first,
    waiting: others.map((course, ahead) => (isFree ? unnamed(course) : deferred(course, holder, ahead))),
  };
}

// R48: where people decide who is next, nobody overtakes those who wait for them, but an emergency.
function mayEnter(slot: readonly Course[], line: readonly Course[]): (course: Course) => boolean {
  const leaving = slot.filter(leavesSlot).map((course) => leavesAt(course) ?? 0);
  // Many merges in one cycle end where one by one would: who asked before the holder left was Deferred then.
  const isAnyoneDeferred = line.some(
    (course) =>
      course.walk.state.state === 'Deferred' || leaving.some((position) => positionOf(course) < position),
  );
  return (course) => {
    if (course.major.deferred === 'automatic' || !isAnyoneDeferred) return true;
    return course.desired.release.workflow.nextInSlot === true || urgency(course) === 0;
  };
}

// A release that goes on to production and one that comes back from there would each have to enter a repository before
// the other one leaves it. The promotion goes first; the rollback waits, and who is in line behind it stays undecided.
function isPromoted({ decision }: Course): boolean {
  return decision.kind === 'take' && decision.step.transition.to === 'Production';
}

function crosses(next: Course | undefined, promoted: ReadonlySet<string>): next is Course {
  if (next === undefined || askedFor(next) === null || !promoted.has(next.major.key)) return false;
  return next.walk.state.state === 'Production' || isRollingBack(next.walk.state);
}

function crossing(slot: readonly Course[], line: readonly Course[], next: Course): readonly Course[] {
  const leaver = slot.find(leavesSlot);
  const holder: Holder = {
    release: leaver === undefined ? undefined : idOf(leaver),
    leavesAt: leaver === undefined ? 0 : leavesAt(leaver),
  };
  const sentence = 'waits until what goes to production is there';
  const verdict: Verdict = { kind: 'wait-for', whom: holder.release ?? next.major.key, sentence };
  return line.map((course) => {
    const waits = course === next && course.walk.state.state !== 'Failed';
    const decision: Decision = waits ? deferred(course, holder, 0).decision : { kind: 'nothing' };
    return { ...course, decision, gates: [...course.gates, { gate: 'slot', verdict }] };
  });
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
// entering beside it would put two releases into one slot whenever half of that fails. So has who failed half way in
// from production and goes back, because it may be there already.
function holdsSlot({ decision, walk }: Course): boolean {
  const goesOn =
    decision.kind === 'take' &&
    decision.step.transition.effect === 'move' &&
    decision.step.transition.to !== 'StageRollout' &&
    !isRollingBack(walk.state);
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

function unnamed(course: Course): Course {
  const step = askedFor(course);
  if (step === null) return course;
  const sentence = `waits to be named for the slot of ${slotOf(course)}, which is free: nextInSlot: true in its file`;
  const verdict: Verdict = { kind: 'wait-for', whom: 'whoever decides who is next', sentence };
  return {
    ...course,
    decision: { kind: 'defer', step, asksOn: false },
    gates: [...course.gates, { gate: 'slot', verdict }],
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
