import { expect, test } from 'vitest';
import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { DatedFailure } from '../../src/domain/failure.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { Visit } from '../../src/domain/record.ts';
import type { StateName } from '../../src/domain/release.ts';
import { rolloutOutcome } from '../../src/domain/rollout-outcome.ts';

function after(...states: readonly [StateName, ...StateName[]]) {
  const visits = states.map((state): Visit => {
    return { state, entered: '2026-11-22T12:00:00Z' as Instant, commit: 'c' as CommitSha, reason: null };
  }) as [Visit, ...Visit[]];
  const state = states.at(-1) ?? 'Submitted';
  const failed = { state, from: 'StageRollout', wanted: 'Production', failure: {} as DatedFailure };
  return { visits, observed: (state === 'Failed' ? failed : { state }) as ObservedState };
}

test.each<readonly [string, readonly [StateName, ...StateName[]]]>([
  ['in stage rollout', ['InVerification', 'StageRollout', 'Rejected']],
  ['after a failure on its way out', ['StageRollout', 'Failed', 'Rejected']],
  ['after its promotion was taken back', ['StageRollout', 'Production', 'StageRollout', 'Rejected']],
])('A release that is rejected %s has the outcome Reject, whatever its file says.', (_where, states) => {
  for (const written of [null, 'Success', 'Warning'] as const)
    expect(rolloutOutcome(after(...states), written)).toBe('Reject');
});

test.each<readonly [string, readonly [StateName, ...StateName[]]]>([
  ['rejected in verification', ['InVerification', 'Rejected']],
  ['rejected while it waits for the slot', ['InVerification', 'Deferred', 'Rejected']],
  ['rejected when it failed on its way in', ['InVerification', 'Failed', 'Rejected']],
  ['withheld while it waits for the slot', ['InVerification', 'Deferred', 'NotPublished']],
  ['given up as Ignored', ['StageRollout', 'Failed', 'Ignored']],
  ['in stage rollout', ['InVerification', 'StageRollout']],
  ['stuck on its way out', ['StageRollout', 'Failed']],
  ['taken back from production', ['StageRollout', 'Production', 'StageRollout']],
])('A release that is %s has no outcome, whatever its file says.', (_what, states) => {
  for (const written of [null, 'Success', 'Warning'] as const)
    expect(rolloutOutcome(after(...states), written)).toBeNull();
});

test('What passed has the outcome that people wrote, also when it is withheld.', () => {
  for (const written of ['Success', 'Warning', null] as const)
    for (const end of ['Production', 'NotPublished'] as const)
      expect(rolloutOutcome(after('StageRollout', end), written)).toBe(written);
});
