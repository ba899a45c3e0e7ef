import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf } from '../domain/failure.ts';
import { isSystemKey, systemKeyOf } from '../domain/operating-system.ts';
import type { ActionResult, Outcome, Product } from '../domain/outcome.ts';
import type { Action, ActionId, FetchRelease, Plan, ReadSystem, RepairRelease } from '../domain/plan.ts';
import type { Clock } from '../ports/clock.ts';
import type { Fetches } from './fetches.ts';
import type { ApplyDeps, Context } from './handler.ts';
import { carryOut } from './handlers/table.ts';

// Fetches wait for providers and everything else for the disk, so each has room of its own. Operating systems are
// read one at a time beside them, because nobody's release may wait for a slow mirror.
const atOnce = 4;
const readAtOnce = 1;

/** What carrying out needs; when `stop` is aborted, no further action is begun and the rest is skipped. */
export interface ApplyPlanDeps extends ApplyDeps {
  readonly clock: Clock;
  readonly stop?: AbortSignal;
  /** Carries out one action; the table of handlers where none is given. */
  readonly carryOut?: (deps: ApplyDeps, action: Action, context: Context) => Promise<Product>;
  /** Where fetches may go on after the plan; without it, carrying out waits for them. */
  readonly fetches?: Fetches;
  /** How long fetches that this plan begins are waited for before they go on beside the next cycles; 5 s when absent. */
  readonly patienceMs?: number;
}

const usualPatienceMs = 5000;
// The longest time of a timer, some 25 days.
const mostMs = 2 ** 31 - 1;

/**
 * Carries out a plan: every action as soon as those it waits for are done, several at once. A failed action skips
 * what waits for it and nothing else, and a slow fetch is left at work (R77).
 */
export async function applyPlan(deps: ApplyPlanDeps, plan: Plan, context: Context): Promise<Outcome> {
  const startedAt = deps.clock.now();
  const results = new Map<ActionId, ActionResult>();
  const waiting = [...plan.actions];
  const running = new Map<Action, Promise<void>>();
  // A cycle that waited again for what an earlier one left at work would hold up everybody behind it.
  const left = new Set(
    plan.actions.filter((action) => isFetch(action) && deps.fetches?.isAtWork(nameOf(action))),
  );
  const begin = () => {
    for (const action of takeReady(waiting, results, { deps, running: [...running.keys()] })) {
      const work = perform(deps, action, { context, results }).then((result) => {
        results.set(action.id, result);
        running.delete(action);
      });
      running.set(action, work);
    }
  };
  const holdsUp = (action: Action) => deps.fetches === undefined || isNoFetch(action);
  begin();
  while ([...running.keys()].some(holdsUp)) {
    await Promise.race(running.values());
    begin();
  }
  const begun = [...running].flatMap(([action, work]) => (left.has(action) ? [] : [work]));
  if (begun.length > 0) await Promise.race([Promise.all(begun), patience(deps)]);
  const ordered = plan.actions.flatMap((action) => results.get(action.id) ?? stillRunning(action));
  for (const action of plan.actions.filter(isFetch))
    if (results.has(action.id)) deps.fetches?.heard(nameOf(action));
  return { plan, startedAt, finishedAt: deps.clock.now(), results: ordered };
}

function patience({ patienceMs = usualPatienceMs }: ApplyPlanDeps): Promise<void> {
  return sleep(Math.min(patienceMs, mostMs), undefined, { ref: false });
}

function stillRunning(action: Action): readonly ActionResult[] {
  return isFetch(action) ? [{ kind: 'running', action: action.id }] : [];
}

/** Takes out of `waiting`, in order, the actions whose predecessors have ended and for which there is room. */
function takeReady(
  waiting: Action[],
  results: ReadonlyMap<ActionId, ActionResult>,
  { deps: { fetches }, running }: { readonly deps: ApplyPlanDeps; readonly running: readonly Action[] },
): readonly Action[] {
  const ready = waiting.filter((action) => action.after.every((id) => results.has(id)));
  const begun = ready.filter((action) => isFetch(action) && fetches?.isAtWork(nameOf(action)) === true);
  const fresh = ready.filter(isFetch).filter((action) => !begun.includes(action));
  const atWork = new Set([...running.filter(isFetch).map(nameOf), ...(fetches?.atWork() ?? [])]);
  const reading = [...atWork].filter(isSystemKey).length;
  const room = [
    ...fresh.filter(isNoReading).slice(0, Math.max(atOnce - (atWork.size - reading), 0)),
    ...fresh.filter(isReading).slice(0, Math.max(readAtOnce - reading, 0)),
  ];
  const others = ready.filter(isNoFetch).slice(0, Math.max(atOnce - running.filter(isNoFetch).length, 0));
  const taken = [...begun, ...room, ...others];
  for (const action of taken) waiting.splice(waiting.indexOf(action), 1);
  return taken;
}

type Fetch = FetchRelease | RepairRelease | ReadSystem;

function isFetch(action: Action): action is Fetch {
  return isReading(action) || action.kind === 'fetch-release' || action.kind === 'repair-release';
}

function isReading(action: Action): action is ReadSystem {
  return action.kind === 'read-system';
}

function isNoReading(action: Action): boolean {
  return !isReading(action);
}

/** What it is called while it is at work, also beside the next cycles. */
function nameOf(action: Fetch): string {
  return isReading(action) ? systemKeyOf(action.platform) : action.release;
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
  const begin = () => attempt(deps, action, context);
  return isFetch(action) && deps.fetches !== undefined ? deps.fetches.ensure(nameOf(action), begin) : begin();
}

async function attempt(deps: ApplyPlanDeps, action: Action, context: Context): Promise<ActionResult> {
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
