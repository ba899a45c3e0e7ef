import { msOf } from '../domain/instant.ts';
import type { Cycle } from './cycle.ts';

/**
 * For each release that a cycle took to where its packages are served: the seconds from the commit that asked for it
 * until that was so. A commit is dated by whoever made it, so that a negative time counts as none.
 */
export function servedAfter(cycle: Cycle): readonly number[] {
  if (cycle.kind === 'refused') return [];
  const { plan, results, finishedAt } = cycle.outcome;
  const done = new Set(results.filter(({ kind }) => kind === 'done').map(({ action }) => action));
  return plan.actions.flatMap((action) => {
    if (action.kind !== 'enter-state' || !done.has(action.id) || !isServed(action.to.state)) return [];
    const wanted = cycle.planned.desired.releases.find(({ release }) => release.id === action.release);
    const edit = wanted?.edits.find(({ commit }) => commit === action.commit);
    return edit === undefined ? [] : [Math.max(0, (msOf(finishedAt) - msOf(edit.committedAt)) / 1000)];
  });
}

function isServed(state: string): boolean {
  return ['Unverified', 'StageRollout', 'Production'].includes(state);
}
