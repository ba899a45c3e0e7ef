import { failureOf } from '../domain/failure.ts';
import type { ActionResult, Outcome, Product } from '../domain/outcome.ts';
import type { Action, ActionId, Plan } from '../domain/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { ApplyDeps, Context } from './handler.ts';
import { carryOut } from './handlers/table.ts';

// Fetches wait for providers and everything else for the disk, so each has room of its own.
const atOnce = 4;

/** What carrying out needs; when `stop` is aborted, no further action is begun and the rest is skipped. */
export interface ApplyPlanDeps extends ApplyDeps {
  readonly clock: Clock;
  readonly stop?: AbortSignal;
  /** Carries out one action; the table of handlers where none is given. */
  readonly carryOut?: (deps: ApplyDeps, action: Action, context: Context) => Promise<Product>;
}

/**
 * Carries out a plan: every action as soon as those it waits for are done, several at once. A failed action skips
 * what waits for it and nothing else (R77).
 */
export async function applyPlan(deps: ApplyPlanDeps, plan: Plan, context: Context): Promise<Outcome> {
  const startedAt = deps.clock.now();
  const results = new Map<ActionId, ActionResult>();
  const waiting = [...plan.actions];
  const running = new Map<Action, Promise<void>>();
  while (waiting.length > 0 || running.size > 0) {
    for (const action of takeReady(waiting, results, [...running.keys()])) {
      const work = perform(deps, action, { context, results }).then((result) => {
        results.set(action.id, result);
        running.delete(action);
      });
      running.set(action, work);
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  const ordered = plan.actions.flatMap((action) => results.get(action.id) ?? []);
  return { plan, startedAt, finishedAt: deps.clock.now(), results: ordered };
}

/** Takes out of `waiting`, in order, the actions whose predecessors have ended and for which there is room. */
function takeReady(
  waiting: Action[],
  results: ReadonlyMap<ActionId, ActionResult>,
  running: readonly Action[],
): readonly Action[] {
  const ready = waiting.filter((action) => action.after.every((id) => results.has(id)));
  const taken = [isFetch, isNoFetch].flatMap((belongs) =>
    ready.filter(belongs).slice(0, Math.max(atOnce - running.filter(belongs).length, 0)),
  );
  for (const action of taken) waiting.splice(waiting.indexOf(action), 1);
  return taken;
}

function isFetch(action: Action): boolean {
  return action.kind === 'fetch-release';
}

function isNoFetch(action: Action): boolean {
  return !isFetch(action);
}

async function perform(
  deps: ApplyPlanDeps,
  action: Action,
  { context, results }: { readonly context: Context; readonly results: ReadonlyMap<ActionId, ActionResult> },
): Promise<ActionResult> {
  const because = action.after.find((id) => results.get(id)?.kind !== 'done');
  if (because !== undefined) return { kind: 'skipped', action: action.id, because };
  if (deps.stop?.aborted === true) return { kind: 'skipped', action: action.id, because: null };
  const work = deps.carryOut ?? carryOut;
  try {
    return { kind: 'done', action: action.id, product: await work(deps, action, context) };
  } catch (error) {
    const failure = failureOf(error);
    // What was ended on purpose has not failed; the next run takes it up again.
    if (failure.code === 'stopped') return { kind: 'skipped', action: action.id, because: null };
    return { kind: 'failed', action: action.id, failure };
  }
}
