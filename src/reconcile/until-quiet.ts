import { type Cycle, runCycle } from './cycle.ts';
import type { CycleDeps } from './cycle-deps.ts';
import type { Planned } from './planned.ts';

// A release takes one step with packages in each cycle; more cycles than states would be a circle.
const mostCycles = 20;

/** Hears about each cycle as it goes. */
export interface CycleListener {
  planned(planned: Planned): void;
  ended(cycle: Cycle): void;
}

/** Waits for a fetch to end; a process that hears of other things meanwhile may end the wait sooner. */
export type Rest = (fetched: Promise<void>) => Promise<void>;

/**
 * Runs cycles until one has nothing to do and no fetch is at work, or nothing succeeds any more; answers with all of
 * them. Between cycles that only wait for providers it rests.
 */
export async function reconcileUntilQuiet(
  deps: CycleDeps,
  listener: CycleListener,
  rest: Rest = (fetched) => fetched,
): Promise<readonly Cycle[]> {
  try {
    return await cyclesUntilQuiet(deps, listener, rest);
  } finally {
    // Stopped fetches leave their scratch folder in order before the process goes.
    if (deps.stop?.aborted === true) await deps.fetches.all();
  }
}

async function cyclesUntilQuiet(
  deps: CycleDeps,
  listener: CycleListener,
  rest: Rest,
): Promise<readonly Cycle[]> {
  const cycles: Cycle[] = [];
  let steps = 0;
  while (steps < mostCycles) {
    const cycle = await runCycle(deps, (planned) => listener.planned(planned));
    cycles.push(cycle);
    listener.ended(cycle);
    if (cycle.kind === 'refused' || deps.stop?.aborted === true) break;
    if (cycle.outcome.results.some((result) => result.kind === 'done')) steps += 1;
    else if (deps.fetches.isOpen()) await rest(deps.fetches.next());
    else break;
  }
  return cycles;
}
