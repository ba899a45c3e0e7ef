import { expect, test } from 'vitest';
import type { ReleaseId } from '../../src/domain/release.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, emptyWorld, planFor, settled, untilQuiet } from '../builders/world.ts';

test('A release that turns out to be urgent after it was fetched takes the direct way, and nothing holds it.', () => {
  const voms = aDesiredRelease({}, ['Unverified'], 1);
  const world = untilQuiet(emptyWorld, aDesiredState([voms], 1));
  const emergency = { route: 'direct', approver: 'Grace', reason: 'attacks are under way' } as const;
  const asked = aDesiredState([aDesiredRelease({ emergency }, ['Production'], 2)], 2);
  expect(planFor(world, settled(asked, world.record)).heldBack).toEqual([]);
  const { record } = untilQuiet(world, asked);
  expect(record.releases.get('umd-5/voms-4.2.0' as ReleaseId)?.observed).toEqual({ state: 'Production' });
});
