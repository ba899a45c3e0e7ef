import { describe, expect, test } from 'vitest';
import type { GatePolicy } from '../../../src/domain/gates.ts';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import { weekdays } from '../../../src/domain/local-time.ts';
import type { HeldBack } from '../../../src/domain/plan.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { DesirableState, Emergency } from '../../../src/domain/release.ts';
import type { RepositoryKey } from '../../../src/domain/repository.ts';
import { aMajorRelease, aPolicy, someGates, someGuards } from '../../builders/policy.ts';
import { aDesiredRelease, noon } from '../../builders/release.ts';
import {
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
  type World,
} from '../../builders/world.ts';

const place = { file: 'stagepost.yaml', line: 9, column: 7 };
const day = 86_400;
const toRollout = ['Unverified', 'InVerification', 'StageRollout'] as const;

function policyWith(gates: Partial<GatePolicy>): Policy {
  return { ...aPolicy(), gates: someGates(gates) };
}

interface Asked {
  readonly emergency?: Emergency;
  readonly type?: 'Incremental' | 'NonIncremental';
}

/** A world in which voms is in stage rollout since noon of the 22nd of November, a Sunday. */
function inRollout(shape: Asked = {}): World {
  return untilQuiet(emptyWorld, aDesiredState([aDesiredRelease(shape, toRollout, 1)], 3));
}

function asking(state: DesirableState, policy: Policy, shape: Asked = {}) {
  return aDesiredState([aDesiredRelease(shape, [state], 9)], 9, policy);
}

/** What holds voms that wants production so many seconds after it entered stage rollout; undefined when it may go. */
function heldAfter(seconds: number, gates: Partial<GatePolicy>, shape: Asked = {}): HeldBack | undefined {
  const world = { ...inRollout(shape), now: plusSeconds(noon, seconds) };
  return planFor(world, asking('Production', policyWith(gates), shape)).heldBack[0];
}

describe('soak', () => {
  const soak = (parts: Partial<GatePolicy['soak']>) => ({
    soak: { minDays: 0, emergencyMinDays: 0, exceptions: [], ...parts },
  });

  test('holds a release in stage rollout until its days are over, to the second', () => {
    const held = heldAfter(3 * day - 1, soak({ minDays: 3 }));
    expect(held).toMatchObject({
      state: 'StageRollout',
      desired: 'Production',
      verdict: { kind: 'wait-until', until: plusSeconds(noon, 3 * day) },
      earliest: plusSeconds(noon, 3 * day),
    });
    expect(held?.verdict.sentence).toBe('it stays in stage rollout for 3 days, which are over');
    expect(heldAfter(3 * day, soak({ minDays: 3 }))).toBeUndefined();
  });

  test.each([
    [{ minDays: 3 }, { emergency: { route: 'fast' } as const }, undefined],
    [{ minDays: 3, emergencyMinDays: 1 }, { emergency: { route: 'fast' } as const }, 1],
    [{ minDays: 3, exceptions: [{ majorRelease: 'umd-5', type: null, minDays: 2 }] }, {}, 2],
    [{ minDays: 3, exceptions: [{ majorRelease: 'umd-4', type: null, minDays: 2 }] }, {}, 3],
    [{ minDays: 3, exceptions: [{ majorRelease: null, type: 'Incremental', minDays: 2 }] }, {}, 3],
    [
      { exceptions: [{ majorRelease: null, type: 'Incremental', minDays: 2 }] },
      { type: 'Incremental' as const },
      2,
    ],
  ] as const)('%j holds a release like %j for %j days', (parts, shape, days) => {
    expect(heldAfter(60, soak(parts), shape)?.earliest).toBe(
      days === undefined ? undefined : plusSeconds(noon, days * day),
    );
  });
});

describe('freezes', () => {
  const freeze = (from: string, to: string, majorRelease: string | null = null) => ({
    from,
    to,
    majorRelease,
    reason: 'winter break',
    at: place,
  });

  test('hold until the day after the last one begins, where the policy is at home', () => {
    const gates = { timeZone: 'Europe/Amsterdam', freezes: [freeze('2026-11-20', '2026-11-24')] };
    expect(heldAfter(0, gates)?.verdict).toEqual({
      kind: 'wait-until',
      sentence: 'everything is frozen: winter break; it ends',
      until: '2026-11-24T23:00:00Z',
    });
    expect(heldAfter(2 * day + 11 * 3600, gates)).toBeUndefined();
  });

  test('that follow each other without a free day are one, and those of another line are none', () => {
    const chain = [freeze('2026-11-23', '2026-11-25'), freeze('2026-11-20', '2026-11-22', 'umd-5')];
    expect(heldAfter(0, { freezes: chain })?.earliest).toBe('2026-11-26T00:00:00Z');
    expect(heldAfter(0, { freezes: [freeze('2026-11-20', '2026-11-24', 'umd-4')] })).toBeUndefined();
  });

  test('hold an emergency release only where the policy says so', () => {
    const freezes = [freeze('2026-11-20', '2026-11-24')];
    const fast = { emergency: { route: 'fast' } as const };
    expect(heldAfter(0, { freezes }, fast)).toBeUndefined();
    expect(heldAfter(0, { freezes, exempt: ['direct'] }, fast)?.verdict.kind).toBe('wait-until');
  });

  test('hold no fetch, no mark and no rejection', () => {
    const policy = policyWith({ freezes: [freeze('2026-11-20', '2026-11-24')] });
    const verified = untilQuiet(emptyWorld, asking('Unverified', policy));
    const rejected = carriedOut(verified, asking('Rejected', policy)).world;
    expect(rejected.record.releases.get('umd-5/voms-4.2.0' as never)?.observed.state).toBe('Rejected');
  });
});

describe('gates together', () => {
  const window = { days: ['Mon'] as const, from: 540, to: 600, majorRelease: null, reason: null, at: place };

  test('tell all of their verdicts, the worst first, and when the last of them opens', () => {
    const held = heldAfter(0, {
      windows: [window],
      freezes: [{ from: '2026-11-22', to: '2026-11-23', majorRelease: null, reason: 'audit', at: place }],
      soak: { minDays: 1, emergencyMinDays: 0, exceptions: [] },
    });
    expect(held?.gates.map(({ gate, verdict }) => [gate, verdict.kind])).toEqual([
      ['freeze', 'wait-until'],
      ['soak', 'wait-until'],
      ['window', 'wait-until'],
      ['report links', 'pass'],
      ['early adopters', 'pass'],
    ]);
    // The freeze ends on Tuesday, and the next window is that of the Monday after.
    expect(held?.earliest).toBe('2026-11-30T09:00:00Z');
  });

  test('are not asked of a step that brings no packages to people', () => {
    const policy = policyWith({ windows: [window] });
    expect(planFor(emptyWorld, asking('Unverified', policy)).heldBack).toEqual([]);
  });

  test('hold the way into stage rollout, too, and let it through when they open', () => {
    const policy = policyWith({ windows: [window] });
    const asked = (now: string) => {
      const world = untilQuiet(
        emptyWorld,
        aDesiredState([aDesiredRelease({}, ['Unverified', 'InVerification'], 1)], 2),
      );
      return planFor({ ...world, now: now as Instant }, asking('StageRollout', policy)).heldBack[0]?.earliest;
    };
    expect(asked('2026-11-23T08:59:59Z')).toBe('2026-11-23T09:00:00Z');
    expect(asked('2026-11-23T09:00:00Z')).toBeUndefined();
    expect(asked('2026-11-23T10:00:00Z')).toBe('2026-11-30T09:00:00Z');
  });
});

describe('the outlook', () => {
  const soak = { minDays: 3, emergencyMinDays: 0, exceptions: [] };

  test('tells what the gates would say of a move that nobody has asked for', () => {
    const desired = asking('StageRollout', policyWith({ soak }));
    const plan = planFor({ ...inRollout(), now: plusSeconds(noon, day) }, desired);
    expect(plan.heldBack).toEqual([]);
    expect(plan.outlook).toMatchObject([
      {
        to: 'Production',
        gates: [{ gate: 'soak' }, { gate: 'report links' }, { gate: 'early adopters' }],
        earliest: plusSeconds(noon, 3 * day),
      },
    ]);
  });

  test('is the same as what the gates say when somebody asks', () => {
    const policy = policyWith({
      soak,
      freezes: [{ from: '2026-11-25', to: '2026-11-27', majorRelease: null, reason: 'x', at: place }],
    });
    for (let hours = 0; hours < 150; hours += 13) {
      const world = { ...inRollout(), now: plusSeconds(noon, hours * 3600) };
      const [seen] = planFor(world, asking('StageRollout', policy)).outlook;
      const [held] = planFor(world, asking('Production', policy)).heldBack;
      expect(seen?.earliest ?? null).toBe(held?.earliest ?? null);
      if (held !== undefined) expect(seen?.gates).toEqual(held.gates);
    }
  });

  test('says nothing of a release that has ended, or that waits for something it asked for', () => {
    const ended = untilQuiet(inRollout(), asking('Production', aPolicy()));
    expect(planFor(ended, asking('Production', aPolicy())).outlook).toEqual([]);
    expect(planFor(inRollout(), asking('Production', policyWith({ soak }))).outlook).toEqual([]);
  });
});

describe('the mark of a delay', () => {
  // The fake world begins at noon of Sunday, the 22nd of November 2026.
  test.each([
    [['Unverified'], 30 * day],
    [['Unverified', 'InVerification'], 7 * day],
  ] as const)('is set when %j has lasted for too long, and holds up nothing', (states, limit) => {
    const desired = aDesiredState([aDesiredRelease({}, states, 1)], 3);
    const world = untilQuiet(emptyWorld, desired);
    const seen = (seconds: number) =>
      planFor(
        { ...world, now: plusSeconds(noon, seconds) },
        asking(states.at(-1) ?? 'Unverified', aPolicy()),
      );
    expect(seen(limit - 1).delays).toEqual([]);
    const late = seen(limit);
    expect(late.delays).toMatchObject([{ state: states.at(-1), since: noon, due: plusSeconds(noon, limit) }]);
    expect(late.heldBack).toEqual([]);
    expect(late.notes.map(({ sentence }) => sentence)).toEqual([
      `voms 4.2.0 is delayed: ${states.at(-1)} since 2026-11-22, which should have ended by ${plusSeconds(noon, limit).slice(0, 10)}`,
    ]);
  });

  test('of a submission counts the days from Monday to Friday', () => {
    const wish = asking('Unverified', aPolicy());
    const { world } = carriedOut(emptyWorld, wish, ({ kind }) => kind === 'fetch-release');
    const submitted = { ...world, record: emptyWorld.record };
    const first = carriedOut(submitted, asking('InVerification', aPolicy())).world;
    const seen = (days: number) =>
      planFor({ ...first, now: plusSeconds(noon, days * day) }, asking('InVerification', aPolicy())).delays;
    expect([seen(4.9).length, seen(5).map(({ due }) => due)]).toEqual([0, ['2026-11-27T12:00:00Z']]);
  });

  test.each([
    ['Sunday', 0, '2026-11-27'],
    ['Monday', 1, '2026-11-30'],
    ['Tuesday', 2, '2026-12-01'],
    ['Wednesday', 3, '2026-12-02'],
    ['Thursday', 4, '2026-12-03'],
    ['Friday', 5, '2026-12-04'],
    ['Saturday', 6, '2026-12-04'],
  ])('of a submission on a %s, %i days later, is set on %s', (_day, later, due) => {
    const start = { ...emptyWorld, now: plusSeconds(noon, later * day) };
    const wish = asking('Unverified', aPolicy());
    const { world } = carriedOut(start, wish, () => false);
    const seen = planFor({ ...world, now: plusSeconds(noon, 40 * day) }, wish);
    const [late] = seen.delays.filter(({ state }) => state === 'Submitted');
    expect(late?.due).toBe(`${due}T12:00:00Z`);
  });

  test('is never set where the limit is zero', () => {
    const limits = { submittedWorkingDays: 0, unverifiedDays: 0, verificationDays: 0 };
    const policy = policyWith({ limits });
    const world = untilQuiet(emptyWorld, asking('Unverified', policy));
    expect(
      planFor({ ...world, now: plusSeconds(noon, 999 * day) }, asking('Unverified', policy)).delays,
    ).toEqual([]);
  });
});

describe('a rollback', () => {
  test('waits for no window and no freeze', () => {
    const closed = [{ days: [...weekdays], from: 0, to: 1440, majorRelease: null, reason: null, at: place }];
    const freezes = [{ from: '2026-11-01', to: '2026-12-31', majorRelease: null, reason: 'x', at: place }];
    const open = aPolicy(aMajorRelease({ rollbackAllowed: true }));
    const promoted = untilQuiet(inRollout(), asking('Production', open));
    const repository = 'production/umd-5/el9/x86_64/base' as RepositoryKey;
    const guards = someGuards({ allowances: [{ guard: 'emptying', repository, generation: 3, at: place }] });
    const policy = { ...open, guards, gates: someGates({ closed, freezes }) };
    const plan = planFor(promoted, asking('StageRollout', policy));
    expect([plan.heldBack, plan.actions.length > 0]).toEqual([[], true]);
  });
});
