import { expect, test } from 'vitest';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import type { Cycle } from '../../src/reconcile/cycle.ts';
import { makeGlance } from '../../src/reconcile/glance.ts';

const sha = (letter: string) => letter.repeat(40) as CommitSha;

interface Parts {
  readonly results?: readonly unknown[];
  readonly notes?: readonly unknown[];
  readonly findings?: readonly unknown[];
  readonly pool?: 'known' | 'unknown';
}

/** The parts of a cycle that a glance is about: one that left nothing to do, unless something is said. */
function aCycle({ results = [], notes = [], findings = [], pool = 'known' }: Parts = {}): Cycle {
  const actual = {
    record: { kind: 'known' },
    repositories: new Map(),
    pool: new Map([['umd-5/voms-4.2.0', { kind: pool }]]),
  };
  const planned = { kind: 'planned', desired: { commit: sha('a') }, actual, findings };
  const record = { ...emptyRecord, parent: sha('b') };
  return { kind: 'done', planned, outcome: { results }, record, notes } as unknown as Cycle;
}

/** A glance after a look of two seconds, in a git that a test may move. */
function afterLook(...cycles: readonly Cycle[]) {
  const world = { now: 0, main: sha('a'), record: sha('b'), asked: 0 };
  const glance = makeGlance({
    history: {
      head: async () => {
        world.asked += 1;
        return { commit: world.main } as never;
      },
    },
    records: { read: async () => ({ ...emptyRecord, parent: world.record }) },
    elapsed: () => world.now,
  });
  world.now = 2000;
  glance.looked(cycles, 0);
  return { world, glance };
}

test('A poll of a world at rest is a glance at git until a hundred times the last look is over.', async () => {
  const { world, glance } = afterLook(aCycle({ results: [{ kind: 'done' }] }), aCycle());
  expect(await glance.isEnough()).toBe(true);
  world.now = 201_999;
  expect(await glance.isEnough()).toBe(true);
  world.now = 202_000;
  expect(await glance.isEnough()).toBe(false);
  expect(world.asked).toBe(2);
});

test('Everything is looked at when main or the record has moved.', async () => {
  const { world, glance } = afterLook(aCycle());
  world.main = sha('c');
  expect(await glance.isEnough()).toBe(false);
  world.main = sha('a');
  world.record = sha('d');
  expect(await glance.isEnough()).toBe(false);
});

test('Nobody waits longer than ten minutes for a look.', async () => {
  const { world, glance } = afterLook(aCycle());
  world.now = 32_000;
  glance.looked([aCycle()], 2000);
  world.now += 599_999;
  expect(await glance.isEnough()).toBe(true);
  world.now += 1;
  expect(await glance.isEnough()).toBe(false);
});

test.for([
  ['did something', [aCycle({ results: [{ kind: 'done' }] })]],
  ['failed at something', [aCycle({ results: [{ kind: 'failed' }] })]],
  ['could not tell something', [aCycle({ pool: 'unknown' })]],
  ['could not mirror something', [aCycle({ notes: [{}] })]],
  ['found mistakes in main', [aCycle({ findings: [{}] })]],
  ['was refused', [{ kind: 'refused', findings: [] }]],
  ['was not made', []],
] as const)('After a run that %s every poll looks at everything.', async ([, cycles]) => {
  const { glance } = afterLook(...(cycles as readonly Cycle[]));
  expect(await glance.isEnough()).toBe(false);
});

test('A glance that cannot ask git says so.', async () => {
  const glance = makeGlance({
    history: { head: () => Promise.reject(new Error('no route')) },
    records: { read: async () => emptyRecord },
    elapsed: () => 3000,
  });
  glance.looked([aCycle()], 2000);
  await expect(glance.isEnough()).rejects.toThrow('no route');
});
