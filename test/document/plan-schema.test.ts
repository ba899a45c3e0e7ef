import { expect, test } from 'vitest';
import type { PlanDocument } from '../../src/document/generated/plan.ts';
import { checkSchema } from '../../src/document/schemas.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, carriedOut, emptyWorld, planFor } from '../builders/world.ts';

type Frozen<T> = T extends object ? { readonly [key in keyof T]: Frozen<T[key]> } : T;

// The compiler compares the two descriptions of a plan here.
function asDocument(plan: Plan): Frozen<PlanDocument> {
  return plan;
}

function schemaErrors(plan: Plan): readonly string[] {
  const errors = checkSchema('plan', JSON.parse(JSON.stringify(asDocument(plan))));
  return errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

test('Every plan on the way of a release into production is as the plan schema says.', () => {
  const states = ['Unverified', 'InVerification', 'StageRollout', 'Production'] as const;
  const desired = aDesiredState([aDesiredRelease({}, states, 1)], 5);
  const kinds = new Set<string>();
  let world = emptyWorld;
  for (let cycle = 0; cycle < 6; cycle += 1) {
    const done = carriedOut(world, desired, ({ kind }) => cycle === 0 && kind === 'fetch-release');
    expect(schemaErrors(done.plan)).toEqual([]);
    for (const { kind } of done.plan.actions) kinds.add(kind);
    world = { ...done.world, attempts: new Map() };
  }
  expect([...kinds]).toEqual(expect.arrayContaining(['fetch-release', 'publish-generation', 'enter-state']));
});

test('A plan with a field too many is not.', () => {
  const plan = planFor(emptyWorld, aDesiredState([aDesiredRelease({}, ['Unverified'], 1)], 1));
  expect(schemaErrors({ ...plan, note: 'x' } as Plan)).toEqual([' must NOT have additional properties']);
});
