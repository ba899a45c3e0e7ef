// Tries its part of the points as a process of its own, and tells its parent how it goes.
import { nameOf, openMemory } from './memory.ts';
import { readOptions } from './options.ts';
import type { Point } from './points.ts';
import { runFaults } from './run-faults.ts';

/** What a part tells. */
export type Told =
  | { readonly kind: 'prepared'; readonly stage: string; readonly calls: number }
  | {
      readonly kind: 'tried';
      readonly scenario: string;
      readonly number: number;
      readonly name: string;
      readonly violations: readonly string[];
    };

const options = readOptions(process.argv.slice(2));
const memory = openMemory({ resume: true });

await runFaults(options, {
  prepared: (stage, calls) => {
    if (options.part.index === 0) tell({ kind: 'prepared', stage, calls });
  },
  isKnown: (point) => {
    const isKnown = memory.has(point);
    if (isKnown) tellTried(point, []);
    return isKnown;
  },
  tried: (point, violations) => {
    if (violations.length === 0) memory.add(point);
    tellTried(point, violations);
  },
});
process.disconnect();

function tellTried(point: Point, violations: readonly string[]): void {
  tell({
    kind: 'tried',
    scenario: point.scenario.name,
    number: point.number,
    name: nameOf(point),
    violations,
  });
}

function tell(told: Told): void {
  process.send?.(told);
}
