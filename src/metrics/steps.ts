import type { CommitSha } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { RestingState } from '../domain/lifecycle.ts';
import type { Stay } from './stays.ts';

/** A way from one resting state to the next, with what happened on it: waiting for the slot, and failures. */
export interface Step {
  /** Null for the arrival. */
  readonly from: RestingState | null;
  readonly to: RestingState;
  /** When the new state was entered. */
  readonly at: Instant;
  /** The edit that asked for it first, and when that was seen to. */
  readonly asked: { readonly commit: CommitSha; readonly at: Instant };
  /** The edit that it was done for in the end. */
  readonly commit: CommitSha;
  readonly deferredSeconds: number;
}

/** One passage through stage rollout. */
export interface Passage {
  readonly entry: Step;
  /** Null while it lasts. */
  readonly end: Step | null;
}

/**
 * The steps of a release. Deferred and Failed are no states that a release goes to, they are on the way: a release
 * that failed on its way into stage rollout has never been there, and one that failed on its way out still is.
 */
export function stepsOf(stays: readonly Stay[]): readonly Step[] {
  const steps: Step[] = [];
  let way: readonly Stay[] = [];
  for (const stay of stays) {
    const { state } = stay;
    if (state === 'Deferred' || state === 'Failed') {
      way = [...way, stay];
      continue;
    }
    const from = steps.at(-1)?.to ?? null;
    if (state !== from) steps.push(stepOf({ from, to: state }, stay, way));
    way = [];
  }
  return steps;
}

/** The passages of a release through stage rollout, oldest first; a second one follows a rollback. */
export function passagesOf(steps: readonly Step[]): readonly Passage[] {
  return steps.flatMap((entry, index) =>
    entry.to === 'StageRollout' ? [{ entry, end: steps[index + 1] ?? null }] : [],
  );
}

function stepOf(ends: Pick<Step, 'from' | 'to'>, stay: Stay, way: readonly Stay[]): Step {
  const first = way[0] ?? stay;
  const deferred = way.filter(({ state }) => state === 'Deferred');
  return {
    ...ends,
    at: stay.entered,
    asked: { commit: first.commit, at: first.entered },
    commit: stay.commit,
    deferredSeconds: deferred.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}
