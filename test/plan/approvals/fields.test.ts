import { expect, test } from 'vitest';
import type { DesirableState } from '../../../src/domain/release.ts';
import { waysOf } from '../histories.ts';
import { id, type Merge, worldsAfter } from './signed-story.ts';

function edit(state: DesirableState, signer: string | null, line = ''): Merge {
  return { kind: 'edit', state, wording: 1, signer, line };
}

// Bob verifies, and carol manages the staged rollout; ada may do both.
const verified = [edit('Unverified', 'ada'), edit('InVerification', 'bob')];
const rolledOut = [...verified, edit('StageRollout', 'bob')];
const report = 'stageRolloutReport: https://reports.example.org/another';

async function endOf(story: readonly Merge[]): Promise<string | undefined> {
  const { awake, asleep } = await worldsAfter(story);
  const [way, other] = [waysOf(awake)[id], waysOf(asleep)[id]];
  expect(other).toEqual(way);
  return way?.at(-1);
}

test.each(['carol', null])(
  'A report of the verification that %s brings opens no stage rollout.',
  async (signer) => {
    expect(await endOf([...verified, edit('StageRollout', signer)])).toBe('InVerification');
    expect(
      await endOf([...verified, edit('StageRollout', signer), edit('StageRollout', 'bob', report)]),
    ).toBe('StageRollout');
  },
);

test.each([
  ['a report of the stage rollout', report],
  ['an outcome', 'outcome: Warning'],
  ['the decision', ''],
])(
  'What the managers of the staged rollout have to say, %s, counts with their signature alone.',
  async (_what, line) => {
    for (const signer of ['bob', 'dora', null])
      expect(await endOf([...rolledOut, edit('Production', signer, line)])).toBe('StageRollout');
    expect(await endOf([...rolledOut, edit('Production', 'carol', line)])).toBe('Production');
  },
);

test('A rejection in stage rollout is that of a manager, and not of the verification.', async () => {
  expect(await endOf([...rolledOut, edit('Rejected', 'bob')])).toBe('StageRollout');
  expect(await endOf([...rolledOut, edit('Rejected', 'carol')])).toBe('Rejected');
});
