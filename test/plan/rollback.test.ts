import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesiredState } from '../../src/domain/desired-state.ts';
import { plusSeconds } from '../../src/domain/instant.ts';
import { occupiesSlot } from '../../src/domain/lifecycle.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { DesirableState } from '../../src/domain/release.ts';
import { carriedOut, emptyWorld, settled, type World } from '../builders/world.ts';
import {
  contentsOf,
  desiredAfter,
  type History,
  rollbackHistory,
  slotPolicy,
  statesOf,
} from './histories.ts';

const open = slotPolicy('major-release', { rollbackAllowed: true });

/** Carries out until nothing is left, with a second between the cycles, so that their order can be told. */
function quiet(world: World, desired: DesiredState): World {
  let present = world;
  for (let round = 0; round < 30; round += 1) {
    const cycle = carriedOut(present, settled(desired, present.record));
    present = { ...cycle.world, now: plusSeconds(cycle.world.now, 1) };
    if (cycle.plan.actions.length === 0) return present;
  }
  throw new Error('thirty rounds and still not quiet');
}

function merged(world: World, history: History, policy = open): World {
  return history.reduce(
    (present, _wish, index) =>
      quiet(present, desiredAfter(history, policy, { since: index, upTo: index + 1 })),
    world,
  );
}

/** Voms is in production on both platforms before all this, so that a rollback empties nothing. */
function worldAfter(history: History, policy = open): World {
  return merged(emptyWorld, [...way('voms'), ...history], policy);
}

function atOnce(history: History, policy = open): World {
  return quiet(emptyWorld, desiredAfter(history, policy, { since: 0, upTo: history.length }));
}

const usual = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;

function way(product: string, more: readonly DesirableState[] = []): History {
  return [...usual, ...more].map((state) => ({ product, state }));
}

/** The ordered members of every repository. */
function membersOf(world: World) {
  return Object.fromEntries(
    [...world.published].map(([key, tree]) => [
      key,
      tree.state === 'published' ? tree.generation.members.map(({ release }) => release) : [],
    ]),
  );
}

describe('a rollback', () => {
  test('brings the newest promotion back to stage rollout and leaves the one before in production', () => {
    const world = worldAfter([...way('cream'), ...way('bdii', ['StageRollout'])]);
    expect(statesOf(world)).toMatchObject({
      'umd-5/cream-1.0.0': 'Production',
      'umd-5/bdii-1.0.0': 'StageRollout',
    });
    expect(membersOf(world)).toMatchObject({
      'production/umd-5/el9/x86_64/base': ['umd-5/voms-1.0.0', 'umd-5/cream-1.0.0'],
      'stage-rollout/umd-5/el9/x86_64': ['umd-5/bdii-1.0.0'],
    });
  });

  test('and promoting again end in the same members, in the same order and in newer generations', () => {
    const before = worldAfter([...way('cream'), ...way('bdii')]);
    const again = worldAfter([...way('cream'), ...way('bdii', ['StageRollout', 'Production'])]);
    expect(membersOf(again)).toEqual(membersOf(before));
    expect(statesOf(again)).toEqual(statesOf(before));
    const key = 'production/umd-5/el9/x86_64/base';
    const [old, now] = [before, again].map((world) =>
      [...world.published].flatMap(([name, tree]) =>
        name === key && tree.state === 'published' ? [tree.generation] : [],
      ),
    );
    expect(now?.[0]?.number).toBe((old?.[0]?.number ?? 0) + 2);
    expect((now?.[0]?.date ?? '') > (old?.[0]?.date ?? '')).toBe(true);
  });

  test('waits as Deferred with its packages in production while the slot is taken, and takes its turn', () => {
    const rollout = [...usual.slice(0, 3)].map((state) => ({ product: 'cream', state }));
    const waiting = worldAfter([...way('bdii'), ...rollout, { product: 'bdii', state: 'StageRollout' }]);
    expect(waiting.record.releases.get('umd-5/bdii-1.0.0' as never)?.observed).toMatchObject({
      state: 'Deferred',
      from: 'Production',
    });
    expect(contentsOf(waiting)['production/umd-5/el9/x86_64/base']).toContain('umd-5/bdii-1.0.0');
    const history: History = [
      ...way('bdii'),
      ...rollout,
      { product: 'bdii', state: 'StageRollout' },
      { product: 'cream', state: 'Rejected' },
    ];
    expect(statesOf(worldAfter(history))).toMatchObject({
      'umd-5/bdii-1.0.0': 'StageRollout',
      'umd-5/cream-1.0.0': 'Rejected',
    });
  });

  test('that waits is called off by asking for production, and moves nothing', () => {
    const rollout = [...usual.slice(0, 3)].map((state) => ({ product: 'cream', state }));
    const history: History = [
      ...way('bdii'),
      ...rollout,
      { product: 'bdii', state: 'StageRollout' },
      { product: 'bdii', state: 'Production' },
    ];
    const before = worldAfter(history.slice(0, -2));
    const again = worldAfter(history);
    expect(statesOf(again)['umd-5/bdii-1.0.0']).toBe('Production');
    expect(membersOf(again)).toEqual(membersOf(before));
  });

  test('that waits never ends in a refusal, because it has never left production', () => {
    const rollout = [...usual.slice(0, 3)].map((state) => ({ product: 'cream', state }));
    const history: History = [
      ...way('bdii'),
      ...rollout,
      { product: 'bdii', state: 'StageRollout' },
      { product: 'bdii', state: 'Rejected' },
    ];
    expect(statesOf(worldAfter(history))['umd-5/bdii-1.0.0']).toBe('Deferred');
  });

  test('is asked of the newest promotion first, and then of the one before it', () => {
    const policy = slotPolicy('product', { rollbackAllowed: true });
    const first: History = [...way('cream'), ...way('bdii'), { product: 'cream', state: 'StageRollout' }];
    expect(statesOf(worldAfter(first, policy))['umd-5/cream-1.0.0']).toBe('Production');
    const both: History = [
      ...way('cream'),
      ...way('bdii', ['StageRollout']),
      { product: 'cream', state: 'StageRollout' },
    ];
    expect(statesOf(worldAfter(both, policy))).toMatchObject({
      'umd-5/cream-1.0.0': 'StageRollout',
      'umd-5/bdii-1.0.0': 'StageRollout',
    });
  });
});

describe('a rollback is refused', () => {
  const promoted = merged(emptyWorld, way('voms'));
  const asked = desiredAfter(way('voms', ['StageRollout']), open, { since: 4, upTo: 5 });

  function heldIn(plan: Plan): string {
    const [held] = plan.heldBack;
    return held === undefined ? 'nothing' : held.verdict.sentence;
  }

  test('where policy does not open it, which is so unless it says otherwise', () => {
    const closed = { ...asked, policy: slotPolicy('major-release') };
    const { plan } = carriedOut(promoted, closed);
    expect(plan.actions).toEqual([]);
    expect(heldIn(plan)).toBe('umd-5 allows no rollback');
  });

  test('without a reason', () => {
    const releases = asked.releases.map((each) => ({
      ...each,
      edits: [{ ...each.edits[0], reason: null }] as const,
    }));
    const { plan } = carriedOut(promoted, { ...asked, releases });
    expect(plan.actions).toEqual([]);
    expect(heldIn(plan)).toBe('a rollback needs a reason');
  });

  test('where it would empty production, unless a reviewed line lets it through', () => {
    const { plan } = carriedOut(promoted, asked);
    expect(plan.actions).toEqual([]);
    expect(heldIn(plan)).toContain('production is emptied by a reviewed line only');
  });
});

describe('whatever is rolled back in whatever order, and whatever fails', () => {
  test('every plan passes the second opinion, each slot has one holder, and nothing is in neither place', () => {
    fc.assert(
      fc.property(
        rollbackHistory,
        fc.array(fc.boolean(), { minLength: 1, maxLength: 50 }),
        (history, failing) => {
          let world = merged(emptyWorld, way('voms'));
          const all: History = [...way('voms'), ...history];
          for (let cycle = 0; cycle < 24; cycle += 1) {
            const upTo = Math.min(all.length, 4 + (cycle + 1) * 2);
            const desired = settled(desiredAfter(all, open, { since: 0, upTo }), world.record);
            const step = carriedOut(
              world,
              desired,
              ({ id, kind }) =>
                kind !== 'enter-state' && failing[(id.length + cycle) % failing.length] === true,
            );
            world = { ...step.world, now: plusSeconds(step.world.now, 7200) };
            const releases = [...world.record.releases.values()];
            expect(releases.filter(({ observed }) => occupiesSlot(observed)).length).toBeLessThanOrEqual(1);
            const shared = Object.entries(contentsOf(world)).filter(
              ([key]) => !key.startsWith('unverified/'),
            );
            for (const { release, observed } of releases)
              if (observed.state === 'Production' || observed.state === 'StageRollout')
                expect(shared.some(([, members]) => members.includes(release))).toBe(true);
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  // Only the newest one: a rollback that was refused is judged again with the world, as long as the file asks for it.
  test('many merges at once end where one by one would, when the newest promotion goes back and forth', () => {
    const more = fc.array(fc.constantFrom<DesirableState>('StageRollout', 'Production', 'Rejected'), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(more, (states) => {
        const all: History = [...way('voms'), ...way('bdii'), ...way('cream', states)];
        const [batch, each] = [atOnce(all), merged(emptyWorld, all)];
        expect(statesOf(batch)).toEqual(statesOf(each));
        expect(contentsOf(batch)).toEqual(contentsOf(each));
      }),
      { numRuns: 60 },
    );
  });
});
