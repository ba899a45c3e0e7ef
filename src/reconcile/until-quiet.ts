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

/** Runs cycles until one has nothing to do or nothing succeeds any more; answers with all of them. */
export async function reconcileUntilQuiet(
  deps: CycleDeps,
  listener: CycleListener,
): Promise<readonly Cycle[]> {
  const cycles: Cycle[] = [];
  while (cycles.length < mostCycles) {
    const cycle = await runCycle(deps, (planned) => listener.planned(planned));
    cycles.push(cycle);
    listener.ended(cycle);
    if (cycle.kind === 'refused' || !cycle.outcome.results.some((result) => result.kind === 'done')) break;
  }
  return cycles;
}
