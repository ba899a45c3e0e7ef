import { expect, test } from 'vitest';
import type { ReleaseId } from '../../src/domain/release.ts';
import { debian12 } from '../builders/policy.ts';
import { aDesiredRelease } from '../builders/release.ts';
import { aDesiredState, emptyWorld, untilQuiet } from '../builders/world.ts';

test.each([
  [['Unverified', 'InVerification', 'StageRollout'], 'InVerification'],
  [['Unverified', 'InVerification', 'WaitingForResponse', 'StageRollout'], 'WaitingForResponse'],
] as const)('Who waits for the slot remembers where it came from: %j is %s.', (way, from) => {
  const holder = aDesiredRelease({}, ['Unverified', 'InVerification', 'StageRollout'], 1);
  const waiting = aDesiredRelease({ product: 'argus', version: '1.7.5', platforms: [debian12] }, way, 2);
  const { record } = untilQuiet(emptyWorld, aDesiredState([holder, waiting], 5));
  expect(record.releases.get('umd-5/argus-1.7.5' as ReleaseId)?.observed).toEqual({
    state: 'Deferred',
    from,
    position: way.length + 1,
  });
});
