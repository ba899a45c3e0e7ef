import type { DatedFailure } from './failure.ts';
import type { DesirableState, EmergencyRoute, StateName } from './release.ts';
import type { Withdrawal } from './withdrawal.ts';

/** The states in which a release can rest: all but Deferred and Failed, which remember where they came from. */
export type RestingState = Exclude<StateName, 'Deferred' | 'Failed'>;

/** The states from which stage rollout can be asked for; from Production it is a rollback (R58). */
export type AskingState = 'InVerification' | 'WaitingForResponse' | 'Production';

/** What is known of a release's state. */
export type ObservedState =
  | { readonly state: RestingState }
  /** In production by its state, with its packages withdrawn from there (C8). */
  | { readonly state: 'Production'; readonly withdrawn: Withdrawal }
  /** Ended by policy, which takes up nothing for its targets (R13); `wanted` is what its file asks for all the same. */
  | { readonly state: 'Ignored'; readonly wanted: DesirableState }
  /**
   * Asked for stage rollout while the slot was taken (R45); `position` is when it was asked, along first parent. Until
   * it gets the slot its packages stay where they are: in the unverified area, or in production for a rollback.
   */
  | { readonly state: 'Deferred'; readonly from: AskingState; readonly position: number }
  /** A step failed (R49); packages are where they were, `from` is the last good state (R50). */
  | {
      readonly state: 'Failed';
      readonly from: RestingState;
      readonly wanted: DesirableState;
      readonly failure: DatedFailure;
    };

/**
 * What a transition does to packages: `fetch` brings them from the provider into the unverified area, `move`
 * changes their stage, `clean-up` takes them out of it, `mark` touches none.
 */
export type Effect = 'fetch' | 'move' | 'clean-up' | 'mark';

/** One row of the table. */
export interface Transition {
  readonly from: RestingState | 'Deferred' | 'Failed';
  readonly to: DesirableState;
  readonly effect: Effect;
  /** Only by this emergency route; absent where every route may take it. */
  readonly route?: EmergencyRoute;
  /**
   * `rollback` is the operation that policy opens and nothing of the process: only for a release that is in production,
   * or waits or failed on its way back from there. `process` is for every other one; absent where both may.
   */
  readonly on?: 'process' | 'rollback';
  /** The requirements that the row comes from. */
  readonly cites: string;
}

/**
 * THE transition table. Planner, pull-request check, command line and every mirror are driven by it;
 * what is not listed is forbidden (R38): no way back from StageRollout (R39, R40), none out of an end state (R41) but
 * the rollback of a promotion (R58), which can be called off, and never ends in a refusal straight from production.
 */
export const transitions = [
  { from: 'Submitted', to: 'Unverified', effect: 'fetch', cites: 'R60-R66' },
  { from: 'Submitted', to: 'Rejected', effect: 'clean-up', cites: 'R51, R71' },
  { from: 'Submitted', to: 'Ignored', effect: 'clean-up', cites: 'R13, R52, R71' },
  { from: 'Unverified', to: 'InVerification', effect: 'mark', cites: 'R43' },
  { from: 'Unverified', to: 'Rejected', effect: 'clean-up', cites: 'R51, R71' },
  { from: 'Unverified', to: 'Ignored', effect: 'clean-up', cites: 'R13, R52, R71' },
  { from: 'Unverified', to: 'Production', effect: 'move', route: 'direct', cites: 'R55' },
  { from: 'InVerification', to: 'WaitingForResponse', effect: 'mark', cites: 'R42' },
  { from: 'InVerification', to: 'StageRollout', effect: 'move', cites: 'R44, R67' },
  { from: 'InVerification', to: 'Rejected', effect: 'clean-up', cites: 'R44, R51, R71' },
  { from: 'InVerification', to: 'Production', effect: 'move', route: 'direct', cites: 'R55' },
  { from: 'WaitingForResponse', to: 'InVerification', effect: 'mark', cites: 'R42' },
  { from: 'WaitingForResponse', to: 'StageRollout', effect: 'move', cites: 'R44, R67' },
  { from: 'WaitingForResponse', to: 'Rejected', effect: 'clean-up', cites: 'R44, R51, R71' },
  { from: 'Deferred', to: 'StageRollout', effect: 'move', cites: 'R46, R48, R67' },
  { from: 'Deferred', to: 'Rejected', effect: 'clean-up', on: 'process', cites: 'R51, R71' },
  { from: 'Deferred', to: 'NotPublished', effect: 'clean-up', on: 'process', cites: 'R52, R53, R71' },
  { from: 'Deferred', to: 'Production', effect: 'mark', on: 'rollback', cites: 'R58' },
  { from: 'StageRollout', to: 'Production', effect: 'move', cites: 'R68, R69, R106' },
  { from: 'StageRollout', to: 'Rejected', effect: 'clean-up', cites: 'R51, R71' },
  { from: 'StageRollout', to: 'NotPublished', effect: 'clean-up', cites: 'R52, R53, R71' },
  { from: 'Production', to: 'StageRollout', effect: 'move', on: 'rollback', cites: 'R58, R67' },
  { from: 'Failed', to: 'Rejected', effect: 'clean-up', on: 'process', cites: 'R50, R51, R71' },
  { from: 'Failed', to: 'Ignored', effect: 'clean-up', on: 'process', cites: 'R50, R52, R71' },
  { from: 'Failed', to: 'Production', effect: 'move', on: 'rollback', cites: 'R50, R58' },
] as const satisfies readonly Transition[];

/** What the table says about a wish. */
export type Judgement =
  | { readonly kind: 'keep' }
  | { readonly kind: 'go'; readonly transition: Transition }
  /** A failed step asked for again (R50); `transition` is the one that failed. */
  | { readonly kind: 'retry'; readonly transition: Transition }
  | { readonly kind: 'refuse'; readonly sentence: string; readonly hint: string; readonly cites: string };

const rows: readonly Transition[] = transitions;

/** Judges a wish against the table; pure, total, and the same for every caller (R38, R78). */
export function judge(
  observed: ObservedState,
  desired: DesirableState | null,
  route: EmergencyRoute,
): Judgement {
  if (desired === null) return judgeNothing(observed, route);
  if (observed.state === desired) return { kind: 'keep' };
  // The wish that policy has answered is no new one.
  if (isIgnoredByPolicy(observed) && observed.wanted === desired) return { kind: 'keep' };
  if (observed.state === 'Failed' && observed.wanted === desired) {
    const failed = failedTransition(observed, desired, route);
    return failed === undefined ? refuse(observed, desired, route) : { kind: 'retry', transition: failed };
  }
  const transition = find(observed.state, desired, { route, lane: laneOf(observed) });
  return transition === undefined ? refuse(observed, desired, route) : { kind: 'go', transition };
}

/**
 * The states that a release may be asked to enter next, in the order of the table; a repetition comes first. A rollback
 * is an operation and no step of the process, so that none follows an end state.
 */
export function nextStates(observed: ObservedState, route: EmergencyRoute): readonly DesirableState[] {
  if (isEndState(observed.state)) return [];
  const way = { route, lane: laneOf(observed) };
  const listed = rows.filter((row) => row.from === observed.state && allows(row, way)).map((row) => row.to);
  if (observed.state !== 'Failed') return listed;
  const retry = failedTransition(observed, observed.wanted, route);
  return retry === undefined ? listed : [...new Set([retry.to, ...listed])];
}

/** Whether no step of the process can follow: Production and the three refusals (R41, R54). */
export function isEndState(state: StateName): boolean {
  return !rows.some((row) => row.from === state && !(state === 'Production' && row.on === 'rollback'));
}

/** Whether a transition takes a promotion back (R58): policy must open it, and it is asked about before it is taken. */
export function isRollback({ from, to }: Transition): boolean {
  return from === 'Production' && to === 'StageRollout';
}

/** Whether a release was ended by policy and by nobody's edit (R13). */
export function isIgnoredByPolicy(
  observed: ObservedState,
): observed is Extract<ObservedState, { readonly state: 'Ignored'; readonly wanted: unknown }> {
  return observed.state === 'Ignored' && 'wanted' in observed;
}

/** Whether a release is on its way from production back to stage rollout, and its packages may be in both. */
export function isRollingBack(observed: ObservedState): boolean {
  return (observed.state === 'Deferred' || observed.state === 'Failed') && observed.from === 'Production';
}

/**
 * Whether a release in this state occupies its slot (R46). A failed holder keeps it until it succeeds or is given up,
 * and so does one whose way in failed half way, a rollback that was called off among them.
 */
export function occupiesSlot(observed: ObservedState): boolean {
  if (observed.state !== 'Failed') return observed.state === 'StageRollout';
  return observed.from === 'StageRollout' || observed.wanted === 'StageRollout' || isRollingBack(observed);
}

/**
 * The fields a release file must carry with a desired state (R25, R26, R30, R51). The direct emergency route
 * passes neither verification nor stage rollout, so it has their reports neither (R55).
 */
export function requiredFields(
  desired: DesirableState | null,
  route: EmergencyRoute,
): readonly RequiredField[] {
  if (desired === null) return [];
  return desired === 'Production' && route === 'direct' ? ['outcome'] : fieldsByState[desired];
}

/** A workflow field that some states require. */
export type RequiredField = 'reason' | 'outcome' | 'verificationReport' | 'stageRolloutReport';

const fieldsByState = {
  Unverified: [],
  InVerification: [],
  WaitingForResponse: [],
  StageRollout: ['verificationReport'],
  Production: ['verificationReport', 'outcome', 'stageRolloutReport'],
  Rejected: ['reason'],
  Ignored: ['reason'],
  NotPublished: ['reason'],
} as const satisfies Record<DesirableState, readonly RequiredField[]>;

// R24: nothing is what a release starts with, and nothing takes a release back to where it started.
function judgeNothing(observed: ObservedState, route: EmergencyRoute): Judgement {
  if (observed.state === 'Submitted') return { kind: 'keep' };
  const stays = observed.state === 'Failed' || observed.state === 'Deferred' ? [] : [observed.state];
  const hint = `write one of desiredState: ${[...stays, ...nextStates(observed, route)].join(', ')}`;
  const sentence = `desiredState is empty, and the release is ${observed.state}`;
  return { kind: 'refuse', sentence, hint, cites: 'R24' };
}

// What failed was a step from the last good state, from Deferred, which remembers that state, or giving up; and it
// touched packages, because a mark cannot fail.
function failedTransition(
  observed: Extract<ObservedState, { state: 'Failed' }>,
  to: DesirableState,
  route: EmergencyRoute,
) {
  const way = { route, lane: laneOf(observed) };
  return [observed.from, 'Deferred' as const, 'Failed' as const]
    .flatMap((from) => find(from, to, way) ?? [])
    .find(({ effect }) => effect !== 'mark');
}

interface Way {
  readonly route: EmergencyRoute;
  readonly lane: NonNullable<Transition['on']>;
}

function laneOf(observed: ObservedState): Way['lane'] {
  return observed.state === 'Production' || isRollingBack(observed) ? 'rollback' : 'process';
}

function find(from: StateName, to: DesirableState, way: Way): Transition | undefined {
  return rows.find((row) => row.from === from && row.to === to && allows(row, way));
}

function allows(row: Transition, { route, lane }: Way): boolean {
  return (row.route ?? route) === route && (row.on ?? lane) === lane;
}

function refuse(observed: ObservedState, desired: DesirableState, route: EmergencyRoute): Judgement {
  const next = nextStates(observed, route);
  const hint =
    next.length === 0
      ? `${observed.state} is final; new content comes as a new version or submission`
      : `from ${observed.state} it can go to ${next.join(', ')}`;
  const sentence = `${observed.state} -> ${desired} is not a step`;
  return { kind: 'refuse', sentence, hint, cites: citedFor(observed.state, desired) };
}

// The requirements that forbid a step by name; every other step is forbidden by not being listed.
function citedFor(from: StateName, to: DesirableState): string {
  if (from === 'StageRollout' && to === 'InVerification') return 'R39';
  if (from === 'StageRollout' && to === 'Unverified') return 'R40';
  if (from === 'Production') return 'R41';
  return 'R38';
}
