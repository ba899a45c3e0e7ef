import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';
import { editRelease, type ReleaseWish } from '../../src/desired/edits/edit-release.ts';
import { expectedState, nextOnTheWay } from '../../src/desired/edits/expected-state.ts';
import { findRelease } from '../../src/desired/edits/find-release.ts';
import { failure } from '../../src/domain/failure.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import { type DesirableState, desirableStates, type ReleaseId } from '../../src/domain/release.ts';
import { policyText, releaseFile, voms } from './release-files.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const edit = (desiredState: DesirableState) => ({ desiredState, route: 'normal' }) as const;
const failed: ObservedState = {
  state: 'Failed',
  from: 'InVerification',
  wanted: 'StageRollout',
  failure: { ...failure({ code: 'file-system', message: 'full' }), since: '2026-11-22T12:00:00Z' as Instant },
};
const deferred: ObservedState = { state: 'Deferred', from: 'InVerification', position: 3 };

async function edited(observed: ObservedState, wish: ReleaseWish, text: string) {
  const policy = await readPolicy('stagepost.yaml', bytesOf(policyText), async () => null);
  if (!policy.ok) throw new Error('the policy of the test cannot be read');
  const answer = editRelease({ file: voms, bytes: bytesOf(text), observed, policy: policy.value }, wish);
  return answer.ok ? new TextDecoder().decode(answer.value) : answer.findings.map(({ message }) => message);
}

describe('The state that a release is expected in', () => {
  test.each<readonly [string, ObservedState, readonly DesirableState[], string]>([
    [
      'what its edits lead to',
      { state: 'Submitted' },
      ['Unverified', 'InVerification', 'StageRollout'],
      'StageRollout',
    ],
    [
      'what it was before an edit that the table refuses',
      { state: 'StageRollout' },
      ['Unverified'],
      'StageRollout',
    ],
    ['Deferred while it waits', deferred, ['StageRollout'], 'Deferred'],
    ['Rejected after Deferred', deferred, ['StageRollout', 'Rejected'], 'Rejected'],
    ['Failed while the step is repeated', failed, ['StageRollout'], 'Failed'],
    ['Rejected after Failed', failed, ['Rejected'], 'Rejected'],
  ])('is %s.', (_what, recorded, edits, state) => {
    expect(expectedState(recorded, edits.map(edit)).state).toBe(state);
  });

  test('is what it was before a step against which something else stands.', () => {
    const object = () => ({ sentence: 'no', hint: '', cites: 'R58' });
    expect(expectedState({ state: 'Production' }, [edit('StageRollout')]).state).toBe('StageRollout');
    expect(expectedState({ state: 'Production' }, [edit('StageRollout')], object).state).toBe('Production');
  });

  test('is followed by the next one on the way to production, and by none at its end.', () => {
    const next = (state: DesirableState) => nextOnTheWay({ state });
    expect(desirableStates.map((state) => [state, next(state)])).toEqual([
      ['Unverified', 'InVerification'],
      ['InVerification', 'StageRollout'],
      ['WaitingForResponse', 'InVerification'],
      ['StageRollout', 'Production'],
      ...['Production', 'Rejected', 'Ignored', 'NotPublished'].map((state) => [state, undefined]),
    ]);
  });
});

describe('The edit of a release file', () => {
  test('is the text with the wish and nothing else, and is refused with every finding at once.', async () => {
    const text = releaseFile({ desired: 'In-Verification # by Vera' });
    const to = (state: DesirableState, fields = {}) =>
      edited({ state: 'InVerification' }, { to: state, fields }, text);
    expect(await to('StageRollout')).toBe(text.replace('In-Verification', 'StageRollout'));
    expect(await to('Production')).toEqual(['InVerification -> Production is not a step (R38)']);
    expect(await to('InVerification')).toEqual(['the release is InVerification already']);
    expect(await to('Rejected', { reason: '' })).toEqual([
      'desiredState Rejected needs reason, which is empty',
    ]);
    expect(await to('StageRollout', { verificationReport: 'ftp://x' })).toEqual([
      'verificationReport is "ftp://x", it must be a web address that begins with https:// or http://',
    ]);
  });

  test('that ends what was promoted before takes the outcome out, and nothing else does.', async () => {
    const text = releaseFile({ desired: 'StageRollout', more: '# the end\n' });
    const asked = (to: DesirableState) => edited({ state: 'StageRollout' }, { to, fields: {} }, text);
    const without = text.replace('outcome: Success\n', '');
    expect(await asked('Rejected')).toBe(without.replace('StageRollout', 'Rejected'));
    expect(await asked('NotPublished')).toBe(text.replace('StageRollout', 'NotPublished'));
  });

  test('that asks again for what is waited for is refused.', async () => {
    const text = releaseFile({ desired: 'StageRollout' });
    expect(await edited(deferred, { to: 'StageRollout', fields: {} }, text)).toEqual([
      'StageRollout is asked for already, and the release is Deferred',
    ]);
  });
});

describe('A release that somebody names', () => {
  const ids = [
    'umd-4/voms-4.2.0',
    'umd-5/argus-1.7.5',
    'umd-5/voms-4.2.0',
    'umd-5/voms-4.2.0+2',
  ] as ReleaseId[];

  test.each([
    ['umd-5/voms-4.2.0', 'umd-5/voms-4.2.0'],
    ['argus-1.7.5', 'umd-5/argus-1.7.5'],
    ['voms-4.2.0+2', 'umd-5/voms-4.2.0+2'],
    ['../releases/umd-4/voms-4.2.0.yaml', 'umd-4/voms-4.2.0'],
    ['/srv/releases/releases/umd-5/voms-4.2.0+2.yaml', 'umd-5/voms-4.2.0+2'],
    ['./argus-1.7.5.yaml', 'umd-5/argus-1.7.5'],
  ])('as %s is %s.', (name, id) => {
    expect(findRelease(name, ids)).toEqual({ kind: 'found', id });
  });

  test('is told with its likes where there are several or none.', () => {
    expect(findRelease('voms-4.2.0', ids)).toEqual({ kind: 'several', ids: [ids[0], ids[2]] });
    expect(findRelease('umd-5/vmos-4.2.0', ids)).toEqual({ kind: 'unknown', near: [ids[0], ids[2], ids[3]] });
    expect(findRelease('nothing-like-it', ids)).toEqual({ kind: 'unknown', near: [] });
  });
});
