import { describe, expect, test } from 'vitest';
import { readDesiredState } from '../../src/desired/read-desired-state.ts';
import { approvalDigest } from '../../src/domain/approval-policy.ts';
import { statementText } from '../../src/domain/approval-statement.ts';
import type { CommitSha, Edit } from '../../src/domain/desired-state.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { noon } from '../builders/release.ts';
import { anSshKey, approvalLines, someApprovals, someMembers } from '../builders/signing.ts';
import type { FakeChange } from '../fakes/release-history.ts';
import { aReleaseRepository, policyText, releaseFile, voms } from './release-files.ts';

const id = 'umd-5/voms-4.2.0' as ReleaseId;
const asked = releaseFile({ desired: 'StageRollout' });
const policy = policyText + approvalLines();
const digest = approvalDigest(someApprovals());

function change(files: FakeChange['files'], by: Partial<FakeChange> = {}): FakeChange {
  return { author: 'somebody', at: noon, files, ...by };
}

function signedBy(person: string): Partial<FakeChange> {
  return { signedBy: anSshKey(person) };
}

function approvalOf(text: string, parts: Partial<Parameters<typeof statementText>[0]> = {}): string {
  const step = { from: 'InVerification', to: 'StageRollout' } as const;
  return statementText({ release: id, ...step, text: sha256Of(text), policy: digest, ...parts });
}

/** A repository with roles, whose release is in verification and settled. */
async function repository(config = policy) {
  const fake = await aReleaseRepository();
  const settled = await fake.edit({
    'stagepost.yaml': config,
    [voms]: releaseFile({ desired: 'InVerification' }),
  });
  return { ...fake, settled };
}

async function editsOf(fake: Awaited<ReturnType<typeof repository>>): Promise<readonly Edit[]> {
  const visit = { state: 'InVerification', entered: noon, commit: fake.settled, reason: null } as const;
  const record: ReconcilerRecord = {
    ...emptyRecord,
    commit: fake.settled,
    releases: new Map([[id, { release: id, observed: { state: 'InVerification' }, visits: [visit] }]]),
  };
  const { desired } = await readDesiredState(fake.deps, { head: await fake.history.head(), record });
  return desired?.releases[0]?.edits ?? [];
}

function told({ approval }: Edit) {
  if (approval.kind === 'unknown') return approval.reason;
  if (approval.value === null) return 'nobody is asked';
  const { votes, refused } = approval.value;
  return [
    ...votes.map(({ person, approves, to, text }) =>
      [
        person,
        approves === null ? 'wrote' : `approves from ${approves.from}`,
        to,
        text === sha256Of(asked),
      ].join(' '),
    ),
    ...refused.map((sentence) => sentence.replace(/[0-9a-f]{12}|SHA256:[^ ,]+/g, '…')),
  ];
}

describe('who signed for an edit', () => {
  test('is whoever signed the commit that wrote the file, in a branch or on main.', async () => {
    const branch = await repository();
    const side = [change({ [voms]: asked }, signedBy('ada'))];
    const merged = await branch.merge(side, change({}, { subject: 'merge' }));
    const [edit] = await editsOf(branch);
    expect(edit && told(edit)).toEqual(['ada wrote StageRollout true']);
    expect(edit?.commit).toBe(merged);
    expect(edit?.approval).toMatchObject({ kind: 'known', value: { base: branch.settled } });
    const straight = await repository();
    await straight.commit(change({ [voms]: asked }, signedBy('bob')));
    expect((await editsOf(straight)).map(told)).toEqual([['bob wrote StageRollout true']]);
  });

  test('is also whoever signed the merge, and whoever approved in the branch.', async () => {
    const fake = await repository();
    const side = [change({ [voms]: asked }), change({}, { subject: approvalOf(asked), ...signedBy('ada') })];
    await fake.merge(side, change({}, { subject: 'merge', ...signedBy('bob') }));
    expect((await editsOf(fake)).map(told)).toEqual([
      ['ada approves from InVerification StageRollout true', 'bob wrote StageRollout true'],
    ]);
  });

  test('is also whoever approved what was merged before.', async () => {
    const fake = await repository();
    await fake.commit(change({ [voms]: asked }));
    await fake.commit(change({ README: 'x\n' }));
    await fake.commit(change({}, { subject: approvalOf(asked), ...signedBy('bob') }));
    const [edit] = await editsOf(fake);
    expect(edit && told(edit)).toEqual(['bob approves from InVerification StageRollout true']);
    expect(edit?.approval).toMatchObject({ value: { votes: [{ position: 5 }] } });
  });

  test('is nobody whose signature is missing, or made by a key that nobody has.', async () => {
    const fake = await repository();
    await fake.commit(change({ [voms]: asked }, signedBy('mallory')));
    await fake.commit(change({}, { subject: approvalOf(asked) }));
    expect((await editsOf(fake)).map(told)).toEqual([
      [
        'the edit … is signed with the key …, which nobody in stagepost.yaml has',
        'the approval … is not signed',
      ],
    ]);
  });

  test('is not whoever signed the text before it was changed; their approval is told as one of another text.', async () => {
    const fake = await repository();
    const side = [
      change({ [voms]: asked }, signedBy('ada')),
      change({}, { subject: approvalOf(asked), ...signedBy('bob') }),
      change({ [voms]: `${asked}tickets: {rt: 7}\n` }),
    ];
    await fake.merge(side, change({}));
    expect((await editsOf(fake)).map(told)).toEqual([['bob approves from InVerification StageRollout true']]);
    const [edit] = await editsOf(fake);
    expect(edit?.text).not.toBe(sha256Of(asked));
  });

  test('is decided by the commit before: an approver who comes with the edit is a stranger.', async () => {
    const fake = await repository();
    const more = { ...someMembers, verification: ['ada', 'bob', 'mallory'] };
    const side = [
      change({ 'stagepost.yaml': policyText + approvalLines(more) }),
      change({ [voms]: asked }, signedBy('mallory')),
    ];
    await fake.merge(side, change({}));
    const [edit] = await editsOf(fake);
    expect(edit && told(edit)).toEqual([
      'the edit … is signed with the key …, which nobody in stagepost.yaml has',
    ]);
  });

  test('is asked of an edit that takes the roles away with it, and of none after that.', async () => {
    const fake = await repository();
    await fake.edit({ 'stagepost.yaml': policyText, [voms]: asked });
    expect((await editsOf(fake)).map(told)).toEqual([[]]);
    await fake.edit({ [voms]: releaseFile({ desired: 'Rejected' }) });
    expect((await editsOf(fake)).map(told)).toEqual([[], 'nobody is asked']);
  });

  test('is asked of nobody where stagepost.yaml has no roles.', async () => {
    const fake = await repository(policyText);
    await fake.commit(change({ [voms]: asked }, signedBy('ada')));
    expect((await editsOf(fake)).map(told)).toEqual(['nobody is asked']);
  });

  test('is unknown where the stagepost.yaml before the edit cannot be read.', async () => {
    const fake = await repository();
    const broken = await fake.edit({ 'stagepost.yaml': 'title: [' });
    await fake.edit({ 'stagepost.yaml': policy, [voms]: asked });
    expect((await editsOf(fake)).map(told)).toEqual([
      `stagepost.yaml at ${broken.slice(0, 12)} cannot be read`,
    ]);
  });

  test('is unknown where signatures cannot be checked, and an end that was asked for is one.', async () => {
    const fake = await repository();
    await fake.commit(change({ [voms]: asked }, signedBy('ada')));
    const failing = (code: 'tool-missing' | 'stopped') => ({
      ...fake,
      deps: {
        ...fake.deps,
        signatures: {
          signers: async () => {
            throw new StagepostError({ code, message: 'gpg cannot be started' });
          },
        },
      },
    });
    expect((await editsOf(failing('tool-missing'))).map(told)).toEqual(['gpg cannot be started']);
    await expect(editsOf(failing('stopped'))).rejects.toMatchObject({ failure: { code: 'stopped' } });
  });

  test('is asked once for each commit and each set of roles.', async () => {
    const fake = await repository();
    const lists: (readonly CommitSha[])[] = [];
    const signatures = {
      signers: async (...[commits, people]: Parameters<typeof fake.signatures.signers>) => {
        lists.push(commits);
        return fake.signatures.signers(commits, people);
      },
    };
    const first = await fake.commit(change({ [voms]: asked }, signedBy('ada')));
    const second = await fake.commit(change({ [voms]: `${asked}# a word\n` }, signedBy('bob')));
    const edits = await editsOf({ ...fake, deps: { ...fake.deps, signatures } });
    expect(lists).toEqual([[first, second]]);
    expect(edits.map(told)).toEqual([['ada wrote StageRollout true'], ['bob wrote StageRollout false']]);
  });
});
