import { describe, expect, test } from 'vitest';
import { actualFromRecord } from '../../src/actual/from-record.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { checkPlan } from '../../src/plan/check-plan.ts';
import { makePlan } from '../../src/plan/make-plan.ts';
import { debian12, el9 } from '../builders/policy.ts';
import { aDesiredRelease, noon } from '../builders/release.ts';
import { actualStateOf, aDesiredState, emptyWorld, settled, untilQuiet } from '../builders/world.ts';
import { mutations } from './plan-mutations.ts';
import { type Case, soundPlans } from './sound-plans.ts';

const sound = soundPlans();

function objections({ plan, desired, actual }: Case): readonly string[] {
  return checkPlan(plan, desired, actual);
}

describe('the second opinion', () => {
  test('has nothing to say about sound plans, of which there are enough to spoil', () => {
    expect(sound.flatMap(objections)).toEqual([]);
    expect(sound.filter(({ plan }) => plan.actions.length > 0).length).toBeGreaterThan(40);
    expect(Object.keys(mutations).length).toBeGreaterThan(40);
  });

  test.each(Object.entries(mutations))('finds %s in every plan that has it', (_what, mutation) => {
    const spoiled = sound.flatMap((each) => mutation(each) ?? []);
    expect(spoiled.length).toBeGreaterThan(0);
    const passed = spoiled.filter((each) => objections(each).length === 0);
    expect(passed.map(({ plan }) => plan.actions.map(({ id }) => id))).toEqual([]);
  });

  test('lets a release into the repository of a platform that policy has just added, which is no step of it', () => {
    const way = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;
    const desired = aDesiredState([aDesiredRelease({ platforms: [el9, debian12] }, way, 1)], 1);
    const world = untilQuiet(emptyWorld, desired);
    const isNew = (key: string) => key.includes(debian12);
    const generations = new Map([...world.record.generations].filter(([key]) => !isNew(key)));
    const published = new Map([...world.published].filter(([key]) => !isNew(key)));
    const before = { ...world, published, record: { ...world.record, generations } };
    const asked = settled(desired, before.record);
    // Packages are read for releases that take a step, and here none does.
    const actual = { ...actualStateOf(before, asked), packages: new Map() };
    const plan = makePlan(asked, actual, before.now);
    expect(plan.actions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'publish-generation', added: ['umd-5/voms-4.2.0'] }),
      ]),
    );
    expect(checkPlan(plan, asked, actual)).toEqual([]);
  });

  test('lets a first submission be fetched in a plan from the record, which has never heard of it', () => {
    const desired = aDesiredState([aDesiredRelease({}, ['Unverified'], 1)], 1);
    const actual = actualFromRecord(emptyRecord, new Map());
    const plan = makePlan(desired, actual, noon);
    expect(plan.actions.map(({ kind }) => kind)).toContain('fetch-release');
    expect(checkPlan(plan, desired, actual)).toEqual([]);
  });

  test('says in a sentence what is wrong, and everything at once', () => {
    const [first] = sound.flatMap((each) => mutations['production that is emptied']?.(each) ?? []);
    if (first === undefined) throw new Error('nothing to empty');
    const said = objections(first);
    expect(
      said.some((text) => /^production\/.+ would lose \d+ of \d+ packages: it would be empty$/.test(text)),
    ).toBe(true);
    const twice = {
      ...first,
      plan: { ...first.plan, actions: [...first.plan.actions, ...first.plan.actions] },
    };
    expect(objections(twice).length).toBeGreaterThan(said.length + 3);
  });
});
