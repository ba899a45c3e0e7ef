import fc from 'fast-check';
import type { ActualState } from '../../src/domain/actual-state.ts';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { type Action, type Plan, planDigest } from '../../src/domain/plan.ts';
import { actualStateOf, carriedOut, emptyWorld, settled, withoutTrees } from '../builders/world.ts';
import { desiredAfter, type History, slotPolicy, usualHistory } from './histories.ts';

/** A plan with everything that it was made from. */
export interface Case {
  readonly plan: Plan;
  readonly desired: DesiredState;
  readonly actual: ActualState;
}

// Two releases that come to production one after the other, and meet there.
const way = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;
const intoOneRepository: History = ['dpm', 'voms'].flatMap((product) =>
  way.map((state) => ({ product, state })),
);

// One that is taken back from between others, and promoted again.
const backAgain: History = [
  ...['voms', 'dpm'].flatMap((product) => way.map((state) => ({ product, state }))),
  { product: 'dpm', state: 'StageRollout' },
  { product: 'dpm', state: 'Production' },
];

/** Plans of many kinds, from histories that are always the same: first ones, moves, repairs, and some after failures. */
export function soundPlans(): readonly Case[] {
  const histories = [intoOneRepository, ...fc.sample(usualHistory, { numRuns: 8, seed: 43 }), backAgain];
  return histories.flatMap((history, run) => {
    const policy = slotPolicy(run % 2 === 0 ? 'major-release' : 'product', {
      rollbackAllowed: history === backAgain,
    });
    const cases: Case[] = [];
    let world = emptyWorld;
    for (let cycle = 0; cycle < 12; cycle += 1) {
      const upTo = Math.min(history.length, (cycle + 1) * 3);
      const desired = settled(desiredAfter(history, policy, { since: 0, upTo }), world.record);
      const found = cycle === 8 ? withoutTrees(world, null) : world;
      const fails = ({ id, kind }: Action) =>
        kind !== 'enter-state' && run > 0 && history !== backAgain && (id.length + cycle + run) % 7 === 0;
      const { plan, world: next } = carriedOut(found, desired, fails);
      cases.push({ plan, desired, actual: actualStateOf(found, desired) });
      // The order of promotions is told by their moments.
      world = history === backAgain ? { ...next, now: plusSeconds(next.now, 60) } : next;
    }
    return cases;
  });
}

/** The plan with its digest made true again, so that only what was changed is wrong with it. */
export function sealed(plan: Plan): Plan {
  return { ...plan, digest: planDigest(plan) };
}

/** The plan with the first action changed for which `change` has an answer; null when there is none. */
export function withAction(plan: Plan, change: (action: Action) => Action | null): Plan | null {
  for (const [index, action] of plan.actions.entries()) {
    const changed = change(action);
    if (changed !== null) return sealed({ ...plan, actions: plan.actions.with(index, changed) });
  }
  return null;
}

/** The plan without the first action of which `unwanted` is true, and without what waited for it; null when there is none. */
export function withoutAction(plan: Plan, unwanted: (action: Action) => boolean): Plan | null {
  const gone = plan.actions.find(unwanted);
  if (gone === undefined) return null;
  const actions = plan.actions
    .filter((action) => action !== gone)
    .map((action) => ({ ...action, after: action.after.filter((id) => id !== gone.id) }));
  const unsettled = plan.unsettled.map((each) =>
    each.step?.action === gone.id ? { ...each, step: null } : each,
  );
  return sealed({ ...plan, actions, unsettled });
}
