import type { StageName } from './bench.ts';
import type { Fault, Mode } from './fault.ts';
import type { Options } from './options.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import type { Reference } from './try-point.ts';

/** One fault of one scenario. */
export interface Point {
  /** From 1 on, in the list of all points of the chosen scenarios and modes. */
  readonly number: number;
  readonly scenario: Scenario;
  readonly fault: Fault;
}

// Points beside each other often leave the same, so that one process should have them.
const longestBlock = 48;

type PointOptions = Pick<Options, 'scenario' | 'modes' | 'only' | 'sample' | 'seed' | 'part'>;

/** The points that were asked for, in order. */
export function pointsOf(
  references: ReadonlyMap<StageName, Reference>,
  { scenario: wanted, modes, only, sample, seed, part }: PointOptions,
): readonly Point[] {
  const all = scenarios
    .filter(({ name }) => name.startsWith(wanted))
    .flatMap((scenario) => faultsOf(scenario, references.get(scenario.stage)?.calls ?? [], modes))
    .map((point, index) => ({ ...point, number: index + 1 }));
  if (only !== null) return all.filter(({ number }) => number === only);
  const wished = sample === null ? all : chosen(all, sample, seed);
  const block = Math.min(longestBlock, Math.ceil(wished.length / part.of));
  return wished.filter((_, index) => Math.floor(index / block) % part.of === part.index);
}

function faultsOf(scenario: Scenario, calls: readonly string[], modes: readonly Mode[]) {
  return calls
    .filter(scenario.holds)
    .flatMap((call) =>
      modes
        .filter((mode) => mode !== 'during' || takesTime(call))
        .map((mode) => ({ scenario, fault: { call, mode } })),
    );
}

/** Only what other programs do takes so long that something can happen meanwhile. */
function takesTime(call: string): boolean {
  return /^(?:process|git)\./.test(call);
}

function chosen(all: readonly Point[], count: number, seed: number): readonly Point[] {
  const chance = chanceOf(seed);
  return all
    .map((point) => ({ point, at: chance() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ point }) => point)
    .sort((a, b) => a.number - b.number);
}

/** Marsaglia's xorshift, so that a seed gives the same points everywhere. */
function chanceOf(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}
