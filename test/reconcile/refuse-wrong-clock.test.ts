import { expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { refuseWrongClock } from '../../src/reconcile/refuse-wrong-clock.ts';
import { aPlan, enterOf, voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { aDesiredState } from '../builders/world.ts';

const desired = aDesiredState([], 1);
const tooLate = plusSeconds(noon, 91 * 24 * 3600);
const steps = [enterOf(voms, { to: { state: 'Submitted' } })];

test('A plan that would date something is refused while the clock cannot be right, and tried again by itself.', () => {
  expect(() => refuseWrongClock(aPlan(steps, { madeAt: tooLate }), desired, emptyRecord)).toThrow(
    expect.objectContaining({
      failure: expect.objectContaining({ code: 'clock-implausible', treatment: 'retry' }),
    }),
  );
});

test('A plan that dates nothing, and a clock that may be right, are let through.', () => {
  refuseWrongClock(aPlan([], { madeAt: tooLate }), desired, emptyRecord);
  refuseWrongClock(aPlan(steps), desired, emptyRecord);
});
