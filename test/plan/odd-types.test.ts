import { expect, test } from 'vitest';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, emptyWorld, planFor, settled, untilQuiet } from '../builders/world.ts';

test('A type that does not fit the version is a note of the plan until the release is fetched, and holds up nothing.', () => {
  const desired = aDesiredState(
    [
      aDesiredRelease({ version: '4.2.0' }, ['Unverified'], 1),
      aDesiredRelease({ product: 'argus', version: '1.7.5', type: 'Incremental' }, ['Unverified'], 1),
    ],
    1,
  );
  const plan = planFor(emptyWorld, desired);
  expect(plan.notes).toEqual([
    {
      sentence:
        'voms 4.2.0: 4.2.0 is a minor version and NonIncremental, so it goes to base; if that is not meant, correct type before it is fetched',
      at: { file: 'releases/umd-5/voms-4.2.0.yaml', line: 20, column: 15 },
    },
  ]);
  expect(plan.heldBack).toEqual([]);
  const world = untilQuiet(emptyWorld, desired);
  expect(planFor(world, settled(desired, world.record)).notes).toEqual([]);
});
