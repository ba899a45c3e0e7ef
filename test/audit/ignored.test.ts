import { describe, expect, test } from 'vitest';
import { judgeIgnored } from '../../src/audit/checks/ignored.ts';
import type { NewVisit } from '../../src/audit/step.ts';
import type { Policy } from '../../src/domain/policy.ts';
import type { PlatformKey, Release, ReleaseId } from '../../src/domain/release.ts';
import { aPolicy, el9 } from '../builders/policy.ts';
import { aCommit, aRelease, noon } from '../builders/release.ts';

const el7 = 'el7/x86_64' as PlatformKey;
const ignoring: Policy = { ...aPolicy(), unsupportedTargets: 'ignore' };
const reason = 'umd-5 does not support el7/x86_64';
const visit: NewVisit = {
  release: 'umd-5/voms-4.2.0' as ReleaseId,
  index: 1,
  visit: { state: 'Ignored', entered: noon, commit: aCommit('main 1'), reason },
  from: { state: 'Submitted' },
  to: { state: 'Ignored', wanted: 'Unverified' },
};

function messages(entry: NewVisit, release: Release, policies: readonly Policy[]): readonly string[] {
  const say = (message: string, expected: string, found: string) => ({
    rule: 'transition',
    where: 'record' as const,
    commit: null,
    file: '',
    message,
    expected,
    found,
  });
  return judgeIgnored(entry, release, { policies, say }).map(({ message }) => message);
}

describe('That policy ended a release', () => {
  const release = aRelease({ platforms: [el7] });

  test('is proven by the file, the table and the policy.', () => {
    expect(messages(visit, release, [aPolicy(), ignoring])).toEqual([]);
  });

  test.each([
    ['the policy does not', visit, release, aPolicy(), 'policy did not ignore its platforms'],
    [
      'one is supported',
      visit,
      aRelease({ platforms: [el7, el9] }),
      ignoring,
      'policy did not ignore its platforms',
    ],
    [
      'the file asked for something else',
      visit,
      aRelease({ platforms: [el7], desired: 'StageRollout' }),
      ignoring,
      'its release file asked for something else',
    ],
    [
      'the table has no such step',
      { ...visit, from: { state: 'StageRollout' } as const },
      release,
      ignoring,
      'the table has no such step',
    ],
    [
      'the reason is another',
      { ...visit, visit: { ...visit.visit, reason: 'we like it not' } },
      release,
      ignoring,
      'it has another reason than the policy gives',
    ],
  ])('is not, when %s.', (_case, entry, file, policy, message) => {
    expect(messages(entry, file, [policy])).toContain(message);
  });
});
