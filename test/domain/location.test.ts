import { expect, test } from 'vitest';
import { failure } from '../../src/domain/failure.ts';
import type { ObservedState, RestingState } from '../../src/domain/lifecycle.ts';
import { locationOf } from '../../src/domain/location.ts';
import { noon } from '../builders/release.ts';

test.each<[RestingState, string]>([
  ['Submitted', 'nowhere'],
  ['Unverified', 'unverified'],
  ['InVerification', 'unverified'],
  ['WaitingForResponse', 'unverified'],
  ['StageRollout', 'stage-rollout'],
  ['Production', 'production'],
  ['Rejected', 'nowhere'],
  ['Ignored', 'nowhere'],
  ['NotPublished', 'nowhere'],
])('the packages of a release that is %s belong: %s', (state, location) => {
  expect(locationOf({ state })).toBe(location);
});

test('a deferred release stays unverified', () => {
  expect(locationOf({ state: 'Deferred', from: 'InVerification', position: 1 })).toBe('unverified');
});

test('a rollback that waits stays in production', () => {
  expect(locationOf({ state: 'Deferred', from: 'Production', position: 1 })).toBe('production');
});

test('a failed step moves nothing, wherever the packages are', () => {
  const dated = { ...failure({ code: 'file-system', message: 'the disk is full' }), since: noon };
  const failed: ObservedState = {
    state: 'Failed',
    from: 'StageRollout',
    wanted: 'Production',
    failure: dated,
  };
  expect(locationOf(failed)).toBe('as-is');
});
