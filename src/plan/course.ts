import type { DesiredRelease } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { ObservedState } from '../domain/lifecycle.ts';
import { locationOf, type PackageLocation } from '../domain/location.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import type { PooledRelease } from '../domain/member.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { GateVerdict } from '../domain/verdict.ts';
import { withdrawing } from '../domain/withdrawal.ts';
import type { Mark, Step, Walk } from './walk-edits.ts';

/** What one release will do in this plan; decided stage by stage, each stage a new value. */
export interface Course {
  readonly desired: DesiredRelease;
  readonly major: MajorRelease;
  /** The recorded state; null for a release that is seen for the first time. */
  readonly recorded: ObservedState | null;
  readonly walk: Walk;
  readonly pooled: PooledRelease | null;
  /** What is done about the walk's step. */
  readonly decision: Decision;
  /** What was asked about the step and what was answered, none left out; the worst holds the release where it is. */
  readonly gates: readonly GateVerdict[];
  /** When the gates let the step through as far as time is concerned; null where none of them waits for a moment. */
  readonly earliest: Instant | null;
}

/** What is done about a step. */
export type Decision =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'fetch' }
  /** Its copy in the pool is damaged in this way and is fetched again; it stays where it is. */
  | { readonly kind: 'repair'; readonly why: string }
  | { readonly kind: 'take'; readonly step: Step }
  /** Waits for the slot; with `asksOn`, later edits wait as well, because the slot is free before they were made. */
  | { readonly kind: 'defer'; readonly step: Step; readonly asksOn: boolean };

/** The id of the release that a course belongs to. */
export function idOf(course: Course): ReleaseId {
  return course.desired.release.id;
}

/** The state that the release will be in when the plan has been carried out. */
export function plannedState(course: Course): ObservedState {
  const { decision, walk } = course;
  if (decision.kind === 'take') return enteredState(decision.step);
  if (decision.kind === 'defer') return deferredState(walk.state, decision.step);
  return walk.state;
}

/** The state that a step leads to. */
export function enteredState({ transition, edit }: Pick<Step, 'transition' | 'edit'>): ObservedState {
  const wanted = edit.desiredState;
  if (transition.to === 'Ignored' && wanted !== 'Ignored' && wanted !== null)
    return { state: 'Ignored', wanted };
  return transition === withdrawing && edit.withdrawn !== null
    ? { state: 'Production', withdrawn: edit.withdrawn }
    : { state: transition.to };
}

/** Where the packages of the release will be when the plan has been carried out. */
export function plannedLocation(course: Course): PackageLocation {
  return locationOf(plannedState(course));
}

/** The marks of the walk, with the first sight of a new release before them. */
export function marksOf(course: Course): readonly Mark[] {
  if (course.recorded !== null) return course.walk.marks;
  return [{ to: { state: 'Submitted' }, edit: course.desired.edits[0] }, ...course.walk.marks];
}

function deferredState(state: ObservedState, step: Step): ObservedState {
  if (state.state === 'Deferred') return state;
  const asks = state.state === 'WaitingForResponse' || state.state === 'Production';
  const from = asks ? state.state : 'InVerification';
  return { state: 'Deferred', from, position: step.edit.position };
}
