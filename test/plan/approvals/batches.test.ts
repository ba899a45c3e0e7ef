import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../../src/config/read-policy.ts';
import { readDesiredState } from '../../../src/desired/read-desired-state.ts';
import { approvalDigest } from '../../../src/domain/approval-policy.ts';
import { statementText } from '../../../src/domain/approval-statement.ts';
import type { DesiredState } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import type { DesirableState, ReleaseId, StateName } from '../../../src/domain/release.ts';
import { noon } from '../../builders/release.ts';
import { anSshKey, approvalLines, someApprovals } from '../../builders/signing.ts';
import { carriedOut, emptyWorld, type World } from '../../builders/world.ts';
import { policyText, releaseFile } from '../../desired/release-files.ts';
import { type FakeChange, type FakeHistory, fakeReleaseHistory } from '../../fakes/release-history.ts';
import { contentsOf, statesOf, waysOf } from '../histories.ts';

/** One merge: somebody edits the file, in this or another wording, or approves what it said so many edits ago. */
type Merge =
  | {
      readonly kind: 'edit';
      readonly state: DesirableState;
      readonly wording: number;
      readonly signer: string | null;
    }
  | {
      readonly kind: 'approval';
      readonly from: StateName;
      readonly to: DesirableState;
      readonly signer: string;
      readonly back: number;
    };

type Story = readonly Merge[];

const id = 'umd-5/voms-4.2.0' as ReleaseId;
const file = `releases/${id}.yaml`;
const policy = approvalDigest(someApprovals());

async function start(): Promise<FakeHistory> {
  const fake = fakeReleaseHistory();
  await fake.edit({ 'stagepost.yaml': policyText + approvalLines() });
  return fake;
}

function textOf({ state, wording }: Extract<Merge, { kind: 'edit' }>): string {
  return releaseFile({ desired: state, more: `# wording ${wording}\n` });
}

function changeOf(merge: Merge, text: string): FakeChange {
  const by = { author: 'somebody', at: noon };
  const signed = merge.signer === null ? {} : { signedBy: anSshKey(merge.signer) };
  if (merge.kind === 'edit') return { ...by, ...signed, files: { [file]: textOf(merge) } };
  const { from, to } = merge;
  const subject = statementText({ release: id, from, to, text: sha256Of(text), policy });
  return { ...by, ...signed, subject, files: {} };
}

async function desiredAt(fake: FakeHistory, world: World): Promise<DesiredState> {
  const deps = { history: fake.history, signatures: fake.signatures, cache: new Map(), readPolicy };
  const { desired } = await readDesiredState(deps, { head: await fake.history.head(), record: world.record });
  if (desired === null) throw new Error('the policy of the test is a good one');
  return desired;
}

async function quiet(fake: FakeHistory, world: World): Promise<World> {
  let present = world;
  for (let round = 0; round < 20; round += 1) {
    const { world: next, plan } = carriedOut(present, await desiredAt(fake, present));
    present = next;
    if (plan.actions.length === 0) return present;
  }
  throw new Error('twenty rounds and still not quiet');
}

/** The worlds of a reconciler that looks after each merge, and of one that sleeps until the last. */
async function worldsAfter(story: Story): Promise<{ readonly awake: World; readonly asleep: World }> {
  const fake = await start();
  let awake = emptyWorld;
  const texts: string[] = [];
  for (const merge of story) {
    if (merge.kind === 'edit') texts.push(textOf(merge));
    const text = texts.at(merge.kind === 'edit' ? -1 : -1 - merge.back) ?? '';
    await fake.merge([changeOf(merge, text)], { author: 'merger', at: noon });
    awake = await quiet(fake, awake);
  }
  return { awake, asleep: await quiet(fake, emptyWorld) };
}

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
