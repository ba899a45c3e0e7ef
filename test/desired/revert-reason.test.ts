import { describe, expect, test } from 'vitest';
import { readDesiredState } from '../../src/desired/read-desired-state.ts';
import { revertReason } from '../../src/desired/revert-reason.ts';
import { emptyRecord } from '../../src/domain/record.ts';
import { noon } from '../builders/release.ts';
import { aReleaseRepository, releaseFile, voms } from './release-files.ts';

test.each([
  ['Revert "Promote voms 4.2.0"', 'Revert "Promote voms 4.2.0"'],
  ['Merge pull request #12 from org/revert-11-promote', 'Merge pull request #12 from org/revert-11-promote'],
  ['Revert\u001b[31m "x"\u202e', 'Revert [31m "x"'],
  [`revert ${'x'.repeat(300)}`, `revert ${'x'.repeat(193)}`],
])('The subject %j stands in for a reason as %j.', (subject, reason) => {
  expect(revertReason(subject)).toBe(reason);
});

test.each(['Promote voms', 'Take voms out of production', '', 'Reverting polarity'])(
  'The subject %j says of no commit that it is taken back.',
  (subject) => {
    expect(revertReason(subject)).toBeNull();
  },
);

describe('An edit by a commit that reverts another', () => {
  async function reasonOf(subject: string, file: string): Promise<string | null | undefined> {
    const { commit, deps, history } = await aReleaseRepository();
    await commit({ author: 'Ada', at: noon, subject, files: { [voms]: file } });
    const { desired } = await readDesiredState(deps, { head: await history.head(), record: emptyRecord });
    return desired?.releases[0]?.edits.at(-1)?.reason;
  }

  test('has its subject as its reason, unless the file gives one.', async () => {
    const silent = releaseFile().replace('reason: because\n', '');
    expect(await reasonOf('Revert "Promote voms"', silent)).toBe('Revert "Promote voms"');
    expect(await reasonOf('Promote voms', silent)).toBeNull();
    expect(await reasonOf('Revert "Promote voms"', releaseFile())).toBe('because');
  });
});
