import { expect, test } from 'vitest';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, carriedOut, emptyWorld, planFor, settled, untilQuiet } from '../builders/world.ts';

test('A type that does not fit the version is a note of the plan that sees the release first, and holds up nothing.', () => {
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
  const seen = carriedOut(emptyWorld, desired).world;
  expect(planFor(seen, settled(desired, seen.record)).notes).toEqual([]);
  const world = untilQuiet(emptyWorld, desired);
  expect(planFor(world, settled(desired, world.record)).notes).toEqual([]);
});

test('It is told once, also of a release that stays Submitted because nothing is asked for it yet.', () => {
  const { edits, ...rest } = aDesiredRelease({ version: '4.2.0' }, ['Unverified'], 1);
  const silent = { ...rest, edits: [{ ...edits[0], desiredState: null }] as const };
  const desired = aDesiredState([silent], 1);
  expect(planFor(emptyWorld, desired).notes).toHaveLength(1);
  const { world } = carriedOut(emptyWorld, desired);
  expect(world.record.releases.get(silent.release.id)?.observed).toEqual({ state: 'Submitted' });
  expect(planFor(world, settled(desired, world.record)).notes).toEqual([]);
});
