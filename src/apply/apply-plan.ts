import { failureOf } from '../domain/failure.ts';
import type { ActionResult, Outcome } from '../domain/outcome.ts';
import type { Action, ActionId, Plan } from '../domain/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ApplyDeps, Context } from './handler.ts';
import { carryOut } from './handlers/table.ts';

// Enough to keep a slow provider from delaying others; publications are bound by the disk anyway.
const atOnce = 4;

/**
 * Carries out a plan: every action as soon as those it waits for are done, several at once. A failed action skips
 * what waits for it and nothing else (R77).
 */
export async function applyPlan(
  deps: ApplyDeps & { readonly clock: Clock },
  plan: Plan,
  context: Context,
): Promise<Outcome> {
  const startedAt = deps.clock.now();
  const results = new Map<ActionId, ActionResult>();
  const waiting = [...plan.actions];
  const running = new Map<ActionId, Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    for (const action of takeReady(waiting, results, atOnce - running.size)) {
      const work = perform(deps, action, { context, results }).then((result) => {
        results.set(action.id, result);
        running.delete(action.id);
      });
      running.set(action.id, work);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  const ordered = plan.actions.flatMap((action) => results.get(action.id) ?? []);
  return { plan, startedAt, finishedAt: deps.clock.now(), results: ordered };
}

/** Takes out of `waiting`, in order, up to `most` actions whose predecessors have ended. */
function takeReady(
  waiting: Action[],
  results: ReadonlyMap<ActionId, ActionResult>,
  most: number,
): readonly Action[] {
  const ready = waiting
    .filter((action) => action.after.every((id) => results.has(id)))
    .slice(0, Math.max(most, 0));
  for (const action of ready) waiting.splice(waiting.indexOf(action), 1);
  return ready;
}

async function perform(
  deps: ApplyDeps,
  action: Action,
  { context, results }: { readonly context: Context; readonly results: ReadonlyMap<ActionId, ActionResult> },
): Promise<ActionResult> {
  const because = action.after.find((id) => results.get(id)?.kind !== 'done');
  if (because !== undefined) return { kind: 'skipped', action: action.id, because };
  try {
    return { kind: 'done', action: action.id, product: await carryOut(deps, action, context) };
  } catch (error) {
    return { kind: 'failed', action: action.id, failure: failureOf(error) };
  }
}
