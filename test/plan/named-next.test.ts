import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { aMajorRelease, aPolicy, debian12 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { actualStateOf, aDesiredState, emptyWorld, planFor, settled, untilQuiet } from '../builders/world.ts';

const manual = aPolicy(aMajorRelease({ deferred: 'manual' }));
const toRollout = ['Unverified', 'InVerification', 'StageRollout'] as const;
const argus = { product: 'argus', version: '1.7.5', platforms: [debian12] };

function main(wish: Parameters<typeof aDesiredRelease>[0], policy = manual) {
  const voms = aDesiredRelease({}, [...toRollout, 'Production'], 1);
  return aDesiredState([voms, aDesiredRelease(wish, toRollout, 2)], 4, policy);
}

const stateIn = (world: typeof emptyWorld) =>
  [...world.record.releases.values()].find(({ release }) => release.includes('argus'))?.observed.state;

describe('Where people name who is next', () => {
  test('whoever asked before the holder left stays Deferred, also when all was merged at once.', () => {
    expect(stateIn(untilQuiet(emptyWorld, main(argus)))).toBe('Deferred');
    expect(stateIn(untilQuiet(emptyWorld, main(argus, aPolicy())))).toBe('StageRollout');
  });

  test('whoever asks for a free slot that nobody waits for gets it.', () => {
    const alone = aDesiredState([aDesiredRelease(argus, toRollout, 1)], 3, manual);
    expect(stateIn(untilQuiet(emptyWorld, alone))).toBe('StageRollout');
  });

  test.each([
    ['is named', { nextInSlot: true }],
    ['is an emergency', { emergency: { route: 'fast' } as const }],
  ])('whoever %s gets it.', (_how, more) => {
    expect(stateIn(untilQuiet(emptyWorld, main({ ...argus, ...more })))).toBe('StageRollout');
  });
});

test('The second opinion lets nobody in who is not named.', () => {
  const world = untilQuiet(emptyWorld, main(argus));
  const objections = (named: boolean) => {
    const plan = planFor(world, settled(main({ ...argus, nextInSlot: true }), world.record));
    const other = settled(main({ ...argus, nextInSlot: named }), world.record);
    return checkPlan(plan, other, actualStateOf(world, other));
  };
  expect(objections(true)).toEqual([]);
  expect(objections(false)).toEqual(['umd-5/argus-1.7.5 would enter the slot, and nobody named it']);
});
