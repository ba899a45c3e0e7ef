import { describe, expect, test } from 'vitest';
import { checkPlan } from '../../src/plan/check-plan.ts';
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
