import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { occupiesSlot } from '../../src/domain/lifecycle.ts';
import { planDigest } from '../../src/domain/plan.ts';
import type { Policy } from '../../src/domain/policy.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { actualStateOf, carriedOut, emptyWorld, planFor, settled, type World } from '../builders/world.ts';
import {
  anyHistory,
  contentsOf,
  desiredAfter,
  type History,
  inOneBatch,
  slotPolicy,
  usualHistory,
} from './histories.ts';

const histories = fc.oneof(anyHistory, usualHistory);
const policies = fc.constantFrom(slotPolicy('major-release'), slotPolicy('product'));

/**
 * Every world that a reconciler passes through, cycle by cycle, with `fails` deciding which actions fail. To enter a
 * state is to write it down and cannot fail by itself.
 */
function worldsOf(
  history: History,
  policy: Policy,
  fails: (at: number) => boolean = () => false,
): readonly { readonly world: World; readonly desired: DesiredState }[] {
  const seen = [];
  let world = emptyWorld;
  for (let cycle = 0; cycle < 30; cycle += 1) {
    const upTo = Math.min(history.length, (cycle + 1) * 3);
    const desired = settled(desiredAfter(history, policy, { since: 0, upTo }), world.record);
    const { world: next, plan } = carriedOut(
      world,
      desired,
      ({ id, kind }) => kind !== 'enter-state' && fails(id.length + cycle),
    );
    world = { ...next, now: plusSeconds(next.now, 7200) };
    seen.push({ world, desired });
    if (plan.actions.length === 0 && upTo === history.length) break;
  }
  return seen;
}

function holders(world: World): readonly string[] {
  return [...world.record.releases.values()]
    .filter(({ observed }) => occupiesSlot(observed))
    .map(({ release }) => release);
}

describe('a plan', () => {
  test('has nothing to do in a world that is as git asks, however long it stays so', () => {
    fc.assert(
      fc.property(
        histories,
        policies,
        fc.integer({ min: 0, max: 6 * 86_400 }),
        (history, policy, seconds) => {
          const world = inOneBatch(emptyWorld, history, policy);
          const asked = desiredAfter(history, policy, { since: history.length, upTo: history.length });
          expect(planFor({ ...world, now: plusSeconds(world.now, seconds) }, asked).actions).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is the same in whatever order releases, pool and repositories are given', () => {
    const shuffled = <T>(items: readonly T[], seed: number) =>
      [...items].sort((a, b) => hash(JSON.stringify(a), seed) - hash(JSON.stringify(b), seed));
    fc.assert(
      fc.property(histories, policies, fc.nat(), (history, policy, seed) => {
        for (const { world, desired } of worldsOf(history, policy)) {
          const actual = actualStateOf(world, desired);
          const plan = makePlan(desired, actual, world.now);
          const other = makePlan(
            { ...desired, releases: shuffled(desired.releases, seed) },
            {
              ...actual,
              pool: new Map(shuffled([...actual.pool], seed)),
              repositories: new Map(shuffled([...actual.repositories], seed)),
            },
            world.now,
          );
          expect(other.actions).toEqual(plan.actions);
          expect(other.heldBack).toEqual(plan.heldBack);
          expect(other.digest).toBe(plan.digest);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('has a digest that does not depend on the moment of planning', () => {
    fc.assert(
      fc.property(histories, policies, fc.integer({ min: 0, max: 3600 }), (history, policy, seconds) => {
        const desired = desiredAfter(history, policy, { since: 0, upTo: history.length });
        const plan = planFor(emptyWorld, desired);
        const later = planFor({ ...emptyWorld, now: plusSeconds(emptyWorld.now, seconds) }, desired);
        expect(later.digest).toBe(plan.digest);
        expect(planDigest(plan)).toBe(plan.digest);
      }),
      { numRuns: 60 },
    );
  });
});

describe('at every moment of any history, whatever fails', () => {
  test('every plan passes the second opinion, and each slot has at most one holder', () => {
    const policy = slotPolicy('major-release');
    fc.assert(
      fc.property(histories, fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (history, failing) => {
        // carriedOut puts the question of the second opinion to every plan.
        const worlds = worldsOf(history, policy, (at) => failing[at % failing.length] === true);
        for (const { world } of worlds) expect(holders(world).length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 80 },
    );
  });

  test('no repository loses what it may not lose: production only grows', () => {
    const policy = slotPolicy('major-release');
    fc.assert(
      fc.property(histories, fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }), (history, failing) => {
        let before: Readonly<Record<string, readonly string[]>> = {};
        for (const { world } of worldsOf(history, policy, (at) => failing[at % failing.length] === true)) {
          const now = contentsOf(world);
          for (const [key, members] of Object.entries(before))
            if (key.startsWith('production/')) expect(now[key]).toEqual(expect.arrayContaining([...members]));
          before = now;
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('in the end no release is in two public stages, and stage rollout holds one release for each slot', () => {
  const policy = slotPolicy('major-release');
  fc.assert(
    fc.property(histories, (history) => {
      const world = inOneBatch(emptyWorld, history, policy);
      const contents = Object.entries(contentsOf(world));
      const of = (stage: string) =>
        new Set(contents.flatMap(([key, members]) => (key.startsWith(`${stage}/`) ? members : [])));
      const [rollout, production] = [of('stage-rollout'), of('production')];
      expect([...rollout].filter((release) => production.has(release))).toEqual([]);
      expect([...rollout]).toEqual(holders(world));
    }),
    { numRuns: 80 },
  );
});

function hash(text: string, seed: number): number {
  return [...text].reduce(
    (sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0) + seed) % 1_000_003,
    seed % 97,
  );
}
