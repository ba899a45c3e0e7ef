import fc from 'fast-check';
import type { DesiredRelease, Edit } from '../../src/domain/desired-state.ts';
import type { MajorRelease } from '../../src/domain/major-release.ts';
import type { Policy } from '../../src/domain/policy.ts';
import {
  type DesirableState,
  desirableStates,
  type Emergency,
  type ReleaseId,
} from '../../src/domain/release.ts';
import { aMajorRelease, aPolicy, debian12, el9 } from '../builders/policy.ts';
import { aDesiredRelease, anEdit } from '../builders/release.ts';
import { aDesiredState, untilQuiet, type World } from '../builders/world.ts';

/** One merge: a release is asked for a state. */
export interface Wish {
  readonly product: string;
  readonly state: DesirableState;
}

/** Merges in the order in which they came to main; the n-th of them is at position n + 1. */
export type History = readonly Wish[];

const products = ['argus', 'dpm', 'storm', 'voms'] as const;

const routes: Readonly<Record<string, Emergency>> = {
  dpm: { route: 'fast' },
  storm: { route: 'direct', approver: 'the security officer', reason: 'an exploit' },
};

/** Whatever people may ask for, sensible or not; the later states come up as often as the earlier ones. */
export const anyHistory: fc.Arbitrary<History> = fc.array(
  fc.record({ product: fc.constantFrom(...products), state: fc.constantFrom(...desirableStates) }),
  { minLength: 1, maxLength: 24 },
);

/** Merges that go the usual way, in any order among products, so that releases really meet in the slot. */
export const usualHistory: fc.Arbitrary<History> = fc
  .tuple(...products.map(usualWay))
  .chain((ways) => interleaved(ways));

function usualWay(product: string): fc.Arbitrary<History> {
  const end = fc.constantFrom<DesirableState>('Production', 'Rejected', 'NotPublished', 'InVerification');
  return fc
    .tuple(fc.boolean(), fc.array(end, { maxLength: 2 }))
    .map(([asks, ends]) => [
      ...(['Unverified', 'InVerification'] as const),
      ...(asks ? (['WaitingForResponse', 'StageRollout'] as const) : (['StageRollout'] as const)),
      ...ends,
    ])
    .map((states) => states.map((state) => ({ product, state })));
}

/** Merges after which promotions are taken back, are asked for again, or end otherwise. */
export const rollbackHistory: fc.Arbitrary<History> = fc
  .tuple(...(['argus', 'bdii', 'cream'] as const).map(wayAndBack))
  .chain((lines) => interleaved(lines));

function wayAndBack(product: string): fc.Arbitrary<History> {
  const after = fc.constantFrom<DesirableState>('StageRollout', 'Production', 'Rejected');
  return fc
    .array(after, { maxLength: 4 })
    .map((more) => ['Unverified', 'InVerification', 'StageRollout', 'Production', ...more] as const)
    .map((states) => states.map((state) => ({ product, state: state as DesirableState })));
}

/** Every way of merging the lines into one that keeps the order of each. */
function interleaved(ways: readonly History[]): fc.Arbitrary<History> {
  const turns = ways.flatMap((way, index) => way.map(() => index));
  return fc.shuffledSubarray(turns, { minLength: turns.length }).map((order) => {
    const taken = ways.map(() => 0);
    return order.flatMap((index) => {
      const at = taken[index] ?? 0;
      taken[index] = at + 1;
      return ways[index]?.[at] ?? [];
    });
  });
}

/** A policy in which all products share one slot, or in which each has its own. */
export function slotPolicy(slot: 'major-release' | 'product', parts: Partial<MajorRelease> = {}): Policy {
  return aPolicy(aMajorRelease({ slot, ...parts }));
}

/** What main asks for after the first `upTo` merges, with the edits that came after the first `since`. */
export function desiredAfter(
  history: History,
  policy: Policy,
  { since, upTo }: { readonly since: number; readonly upTo: number },
) {
  const named = [...new Set(history.slice(0, upTo).map(({ product }) => product))];
  const releases = named.map((product): DesiredRelease => {
    const mine = history
      .slice(0, upTo)
      .flatMap((wish, index) =>
        wish.product === product ? [{ state: wish.state, position: index + 1 }] : [],
      );
    const today = mine.at(-1)?.state ?? 'Unverified';
    const given = aDesiredRelease(shapeOf(product), [today], upTo);
    const fresh = mine.filter(({ position }) => position > since);
    const [first, ...rest] = fresh.map(({ state, position }): Edit => anEdit(given.release, state, position));
    return first === undefined ? given : { ...given, edits: [first, ...rest] };
  });
  return aDesiredState(releases, upTo, policy);
}

function shapeOf(product: string) {
  const emergency = routes[product];
  return {
    product,
    version: '1.0.0',
    platforms: product === 'argus' ? [debian12] : product === 'voms' ? [el9, debian12] : [el9],
    type: product === 'argus' ? ('Incremental' as const) : ('NonIncremental' as const),
    ...(emergency === undefined ? {} : { emergency }),
  };
}

/** The world after all merges were found by one reconciler that had slept. */
export function inOneBatch(world: World, history: History, policy: Policy): World {
  return untilQuiet(world, desiredAfter(history, policy, { since: 0, upTo: history.length }));
}

/** The world after each merge was reconciled before the next one came. */
export function oneByOne(world: World, history: History, policy: Policy): World {
  return history.reduce(
    (present, _wish, index) =>
      untilQuiet(present, desiredAfter(history, policy, { since: index, upTo: index + 1 })),
    world,
  );
}

/** The world after merges were found in batches, which end after so many merges. */
export function inBatches(
  world: World,
  history: History,
  { policy, cuts }: { readonly policy: Policy; readonly cuts: readonly number[] },
): World {
  const ends = [...new Set([...cuts.filter((cut) => cut > 0 && cut < history.length), history.length])];
  return ends
    .toSorted((a, b) => a - b)
    .reduce((present, upTo, index, sorted) => {
      return untilQuiet(present, desiredAfter(history, policy, { since: sorted[index - 1] ?? 0, upTo }));
    }, world);
}

/** The name of the state of every release. */
export function statesOf(world: World): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...world.record.releases.values()].map(({ release, observed }) => [release, observed.state]),
  );
}

/** The states through which every release went. */
export function waysOf(world: World): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    [...world.record.releases.values()].map(({ release, visits }) => [
      release,
      visits.map(({ state }) => state),
    ]),
  );
}

/** The releases in every repository, as sets: what clients find, not in which order. */
export function contentsOf(world: World): Readonly<Record<string, readonly ReleaseId[]>> {
  return Object.fromEntries(
    [...world.published]
      .map(([key, tree]): [string, readonly ReleaseId[]] => [
        key,
        tree.state === 'published' ? tree.generation.members.map(({ release }) => release).sort() : [],
      ])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
