import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DesirableState, StateName } from '../../../src/domain/release.ts';
import type { World } from '../../builders/world.ts';
import { contentsOf, statesOf, waysOf } from '../histories.ts';
import { id, type Merge, type Story, worldsAfter } from './signed-story.ts';

const usual: readonly (readonly [StateName, DesirableState])[] = [
  ['Submitted', 'Unverified'],
  ['Unverified', 'InVerification'],
  ['InVerification', 'WaitingForResponse'],
  ['InVerification', 'StageRollout'],
  ['WaitingForResponse', 'StageRollout'],
  ['StageRollout', 'Production'],
  ['StageRollout', 'Rejected'],
];
const edits = fc.record({
  kind: fc.constant('edit' as const),
  state: fc.constantFrom(...new Set(usual.map(([, to]) => to))),
  wording: fc.integer({ min: 1, max: 2 }),
  signer: fc.option(fc.constantFrom('ada', 'ada', 'bob', 'carol', 'mallory')),
});
const approvals = fc
  .tuple(fc.constantFrom(...usual), fc.constantFrom('ada', 'bob', 'carol', 'dora'), fc.nat(1))
  .map(([[from, to], signer, back]) => ({ kind: 'approval' as const, from, to, signer, back }));
const stories: fc.Arbitrary<Story> = fc.array(fc.oneof({ weight: 3, arbitrary: edits }, approvals), {
  minLength: 1,
  maxLength: 10,
});
const beginning: Story = (['Unverified', 'InVerification'] as const).map((state) => ({
  kind: 'edit',
  state,
  wording: 1,
  signer: 'ada',
}));

describe('merges with signatures that are found at once', () => {
  test('end where one by one would, by the same way and with the same packages.', async () => {
    await fc.assert(
      fc.asyncProperty(stories, fc.boolean(), async (story, begun) => {
        const { awake, asleep } = await worldsAfter([...(begun ? beginning : []), ...story]);
        expect(statesOf(asleep)).toEqual(statesOf(awake));
        expect(waysOf(asleep)).toEqual(waysOf(awake));
        expect(contentsOf(asleep)).toEqual(contentsOf(awake));
        const votes = ({ record }: World) =>
          [...record.approvals].map(([key, approval]) => [key, approval.votes.length > 0, approval.text]);
        expect(votes(asleep)).toEqual(votes(awake));
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  const edit = (state: DesirableState, signer: string | null, wording = 1): Merge => ({
    kind: 'edit',
    state,
    wording,
    signer,
  });
  const approval = (from: StateName, to: DesirableState, back = 0): Merge => ({
    kind: 'approval',
    from,
    to,
    signer: 'bob',
    back,
  });

  test.each<[string, Story, readonly string[]]>([
    ['stops where nobody signed', [edit('StageRollout', null)], ['InVerification']],
    [
      'goes on when somebody approves later',
      [edit('StageRollout', null), approval('InVerification', 'StageRollout')],
      ['InVerification', 'StageRollout'],
    ],
    [
      'stops again when the words are changed before that, and goes on when those are signed',
      [edit('StageRollout', null), edit('StageRollout', null, 2), approval('InVerification', 'StageRollout')],
      ['InVerification', 'StageRollout'],
    ],
    [
      'takes what was signed although the words are changed without a signature afterwards',
      [edit('StageRollout', 'ada'), edit('StageRollout', null, 2)],
      ['InVerification', 'StageRollout'],
    ],
    [
      'passes over a wish that was not signed when the next one came, also where it was signed later',
      [
        edit('StageRollout', null),
        edit('WaitingForResponse', 'ada', 2),
        approval('InVerification', 'StageRollout', 1),
      ],
      ['InVerification', 'WaitingForResponse'],
    ],
    [
      'passes over a step without packages that nobody had signed, although the same words are signed later',
      [edit('WaitingForResponse', null), edit('InVerification', 'ada'), edit('WaitingForResponse', 'ada')],
      ['InVerification', 'WaitingForResponse'],
    ],
    [
      'waits at a step without packages, too',
      [edit('WaitingForResponse', 'carol'), edit('StageRollout', 'carol')],
      ['InVerification'],
    ],
  ])('%s.', async (_what, story, ends) => {
    const { awake, asleep } = await worldsAfter([...beginning, ...story]);
    const way = ['Submitted', 'Unverified', ...ends];
    expect([waysOf(awake)[id], waysOf(asleep)[id]]).toEqual([way, way]);
  });
});
