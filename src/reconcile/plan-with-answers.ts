import { type SolveDeps, withAnswers } from '../actual/observe-installability.ts';
import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { Plan } from '../domain/plan.ts';
import { draftPlan } from '../plan/make-plan.ts';

// An answer may let a release through, or hold one, and then other packages stand beside each other.
const mostRounds = 20;

/** Plans until the plan asks for nothing more: each round answers what the one before would have had to know. */
export async function planWithAnswers(
  deps: SolveDeps,
  world: { readonly desired: DesiredState; readonly actual: ActualState; readonly now: Instant },
): Promise<{ readonly actual: ActualState; readonly plan: Plan }> {
  const { desired, now } = world;
  let { actual } = world;
  let draft = draftPlan(desired, actual, now);
  for (let round = 0; round < mostRounds && draft.unanswered.length > 0; round += 1) {
    actual = await withAnswers(deps, actual, draft.unanswered);
    draft = draftPlan(desired, actual, now);
  }
  return { actual, plan: draft.plan };
}
