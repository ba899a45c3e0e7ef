import { type Failure, failureOf } from '../domain/failure.ts';
import type { Clock } from '../ports/clock.ts';
import type { Cycle } from './cycle.ts';
import { pauseAfter } from './pause.ts';
import type { Wake } from './wake.ts';

/** What the loop works with. */
export interface LoopDeps {
  /** One run: cycles until nothing is left to do. A poll is a run that nothing but time asked for. */
  readonly run: (asked: 'poll' | 'look') => Promise<readonly Cycle[]>;
  readonly wake: Wake;
  readonly stop: AbortSignal;
  readonly clock: Clock;
  readonly pollSeconds: number;
  /** Hears about a run that could not be made; the next one comes with the next poll. */
  readonly failed: (failure: Failure) => void;
  /** A number from 0 up to 1, anew at each call. */
  readonly chance: () => number;
}

/**
 * Runs, rests, runs again, until it is stopped: one run at a time, and whatever happened meanwhile is one wake-up.
 * Answers with the failure that ended it, when one says that this process must not go on; null when it was stopped.
 */
export async function runLoop(deps: LoopDeps): Promise<Failure | null> {
  let asked: Parameters<LoopDeps['run']>[0] = 'look';
  while (!deps.stop.aborted) {
    const { cycles, failure } = await tryRun(deps, asked);
    if (failure?.treatment === 'fatal') return failure;
    const { clock, pollSeconds, chance } = deps;
    const pause = pauseAfter(cycles, { now: clock.now(), pollSeconds, chance: chance() });
    const isWoken = await deps.wake.pause(pause.milliseconds, deps.stop);
    asked = isWoken || pause.isDue || failure !== null ? 'look' : 'poll';
  }
  return null;
}

async function tryRun(
  deps: LoopDeps,
  asked: Parameters<LoopDeps['run']>[0],
): Promise<{ readonly cycles: readonly Cycle[]; readonly failure: Failure | null }> {
  try {
    return { cycles: await deps.run(asked), failure: null };
  } catch (error) {
    const failure = failureOf(error);
    deps.failed(failure);
    return { cycles: [], failure };
  }
}
