import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { GatePolicy, WeeklyHours } from '../../../src/domain/gates.ts';
import { type Instant, instantOfMs, msOf, plusSeconds } from '../../../src/domain/instant.ts';
import { occupiesSlot } from '../../../src/domain/lifecycle.ts';
import { weekdays } from '../../../src/domain/local-time.ts';
import { checkPlan } from '../../../src/plan/check-plan.ts';
import { aPolicy, someGates } from '../../builders/policy.ts';
import { aDesiredRelease, noon } from '../../builders/release.ts';
import {
  actualStateOf,
  aDesiredState,
  carriedOut,
  emptyWorld,
  planFor,
  untilQuiet,
} from '../../builders/world.ts';
import { type Case, soundPlans } from '../sound-plans.ts';

const at = { file: 'stagepost.yaml', line: 9, column: 7 };
const everywhere = { majorRelease: null, reason: 'audit', at };
const sunday: WeeklyHours = { days: ['Sun'], from: 0, to: 1440, ...everywhere };
const weekdaysOnly: WeeklyHours = { ...sunday, days: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] };

const sound = soundPlans();

/** The sound plans that take somebody from one of these states to one of those, judged under other gates. */
function objections(from: readonly string[], to: readonly string[], gates: Partial<GatePolicy>) {
  const takes = ({ plan }: Case) =>
    plan.actions.some(
      (action) =>
        action.kind === 'enter-state' && from.includes(action.from ?? '') && to.includes(action.to.state),
    );
  return sound.filter(takes).map(({ plan, desired, actual }) => {
    const policy = { ...desired.policy, gates: someGates({ exempt: [], ...gates }) };
    return checkPlan(plan, { ...desired, policy }, actual);
  });
}

const asked = ['InVerification', 'WaitingForResponse', 'Deferred', 'StageRollout'];
const moves = ['StageRollout', 'Production'];

describe('the second opinion on the times of a plan', () => {
  // All sound plans are made at noon of a Sunday.
  test.each([
    ['in a freeze', { freezes: [{ from: '2026-11-22', to: '2026-11-22', ...everywhere }] }, 'a freeze'],
    ['outside the windows', { windows: [weekdaysOnly] }, 'outside the hours'],
    ['within closed hours', { closed: [sunday], windows: [sunday] }, 'outside the hours'],
  ])('objects to every move %s', (_when, gates, sentence) => {
    const found = objections(asked, moves, gates);
    expect(found.length).toBeGreaterThan(5);
    for (const all of found) expect(all.join()).toContain(sentence);
  });

  test('objects to every way to production before the soak is over', () => {
    const soak = { minDays: 1, emergencyMinDays: 1, exceptions: [] };
    const found = objections(['StageRollout'], ['Production'], { soak });
    expect(found.length).toBeGreaterThan(2);
    for (const all of found) expect(all.join()).toContain('before its 1 days are over');
  });

  test('has nothing to say where times are kept, or do not concern the release', () => {
    const gates: Partial<GatePolicy> = {
      windows: [sunday],
      closed: [weekdaysOnly],
      freezes: [
        { from: '2026-11-22', to: '2026-11-22', ...everywhere, majorRelease: 'umd-4' },
        { from: '2026-11-23', to: '2026-11-30', ...everywhere },
      ],
    };
    expect(objections(asked, moves, gates).flat()).toEqual([]);
  });

  test('agrees with the planner about every moment, whatever the hours, the zone and the days', () => {
    const hours = fc
      .tuple(
        fc.subarray([...weekdays], { minLength: 1 }),
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 1, max: 96 }),
      )
      .map(([days, from, to]): WeeklyHours => ({ days, from: from * 15, to: to * 15, ...everywhere }));
    const dates = fc
      .integer({ min: 0, max: 12 })
      .map((days) => plusSeconds(noon, (days - 4) * 86_400).slice(0, 10));
    const freezes = fc
      .tuple(dates, dates)
      .map((both) => both.toSorted())
      .map(([from = '', to = '']) => ({ from, to, ...everywhere }));
    const gates = fc.record({
      timeZone: fc.constantFrom('Europe/Amsterdam', 'America/St_Johns', 'Pacific/Apia', 'UTC'),
      windows: fc.array(hours, { maxLength: 2 }),
      closed: fc.array(hours, { maxLength: 2 }),
      freezes: fc.array(freezes, { maxLength: 1 }),
      minDays: fc.integer({ min: 0, max: 3 }),
    });
    const way = ['Unverified', 'InVerification', 'StageRollout'] as const;
    const rollout = untilQuiet(emptyWorld, aDesiredState([aDesiredRelease({}, way, 1)], 3));
    const minutes = fc.integer({ min: 0, max: 5 * 1440 });
    fc.assert(
      fc.property(gates, minutes, ({ minDays, ...others }, minute) => {
        const soak = { minDays, emergencyMinDays: 0, exceptions: [] };
        const policy = { ...aPolicy(), gates: someGates({ ...others, soak }) };
        const world = { ...rollout, now: instantOfMs(msOf(noon) + minute * 60_000) };
        const wish = aDesiredState([aDesiredRelease({}, ['Production'], 9)], 9, policy);
        const held = planFor(world, wish).heldBack;
        const free = planFor(world, { ...wish, policy: aPolicy() });
        const verdict = checkPlan(free, wish, actualStateOf(world, wish));
        expect(verdict.length > 0).toBe(held.length > 0);
      }),
      { numRuns: 80 },
    );
  });
});

describe('the slot', () => {
  test('is kept by a holder whose way to production failed, until somebody rejects it', () => {
    const voms = (states: Parameters<typeof aDesiredRelease>[1], position: number) =>
      aDesiredRelease({ product: 'voms' }, states, position);
    const argus = aDesiredRelease({ product: 'argus' }, ['Unverified', 'InVerification', 'StageRollout'], 4);
    const before = aDesiredState([voms(['Unverified', 'InVerification', 'StageRollout'], 1), argus], 6);
    const both = untilQuiet(emptyWorld, before);
    const fails = carriedOut(
      both,
      aDesiredState([voms(['Production'], 7), aDesiredRelease({ product: 'argus' }, ['StageRollout'], 7)], 7),
      ({ kind }) => kind === 'publish-generation',
    );
    const states = (world: typeof both) =>
      [...world.record.releases.values()].map(({ observed }) => [observed.state, occupiesSlot(observed)]);
    expect(states(fails.world)).toEqual([
      ['Deferred', false],
      ['Failed', true],
    ]);
    const years = { ...fails.world, now: plusSeconds(noon, 400 * 86_400) as Instant };
    const still = carriedOut(
      years,
      aDesiredState([voms(['Production'], 8), aDesiredRelease({ product: 'argus' }, ['StageRollout'], 8)], 8),
      ({ kind }) => kind === 'publish-generation',
    );
    expect(states(still.world)).toEqual(states(fails.world));
    const given = untilQuiet(
      still.world,
      aDesiredState([voms(['Rejected'], 9), aDesiredRelease({ product: 'argus' }, ['StageRollout'], 9)], 9),
    );
    expect(states(given)).toEqual([
      ['StageRollout', true],
      ['Rejected', false],
    ]);
  });
});
