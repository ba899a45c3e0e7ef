import { describe, expect, test } from 'vitest';
import { type ApprovalPolicy, approvalDigest } from '../../../src/domain/approval-policy.ts';
import type { Edit, EditApproval, Vote } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import { failure } from '../../../src/domain/failure.ts';
import { type Instant, plusSeconds } from '../../../src/domain/instant.ts';
import type { ObservedState } from '../../../src/domain/lifecycle.ts';
import { known, unknown } from '../../../src/domain/observation.ts';
import { approvalKey, emptyRecord, type StepApproval } from '../../../src/domain/record.ts';
import type { DesirableState, Emergency } from '../../../src/domain/release.ts';
import { judgeApproval } from '../../../src/plan/approvals/judge-approval.ts';
import { aCommit, anEdit, aRelease, noon } from '../../builders/release.ts';
import { someApprovals, someMembers } from '../../builders/signing.ts';

interface Case {
  readonly votes?: readonly Vote[];
  readonly policy?: ApprovalPolicy;
  readonly from?: ObservedState;
  readonly to?: DesirableState;
  readonly emergency?: Emergency;
  readonly recorded?: readonly StepApproval[];
  readonly before?: number;
  readonly now?: Instant;
  readonly edit?: Partial<Edit>;
  readonly refused?: readonly string[];
}

const policy = someApprovals();
const text = sha256Of('text');
const wrote = (person: string, parts: Partial<Vote> = {}): Vote => ({
  commit: aCommit(`vote of ${person}`),
  position: 7,
  person,
  signedWith: `SHA256:${person}`,
  keyEnds: null,
  text,
  to: 'StageRollout',
  approves: null,
  ...parts,
});
const approves = (person: string, parts: Partial<Vote> = {}): Vote =>
  wrote(person, { approves: { from: 'InVerification', policy: approvalDigest(policy) }, ...parts });

function judge(each: Case) {
  const { from = { state: 'InVerification' }, to = 'StageRollout', emergency = { route: 'normal' } } = each;
  const release = aRelease({ desired: to, emergency });
  const approval: EditApproval = {
    base: aCommit('main 6'),
    policy: each.policy ?? policy,
    votes: each.votes ?? [],
    refused: each.refused ?? [],
  };
  const edit: Edit = { ...anEdit(release, to, 7), text, approval: known(approval), ...each.edit };
  const approvals = new Map((each.recorded ?? []).map((one) => [approvalKey(one), one]));
  return judgeApproval({
    release: release.id,
    content: anEdit(release, to, 7).content,
    edit,
    from,
    to,
    record: { ...emptyRecord, approvals },
    now: each.now ?? noon,
    before: each.before ?? null,
  });
}

function told(each: Case): string {
  const answer = judge(each);
  if (answer.kind === 'not-asked') return answer.kind;
  if (answer.kind === 'approved') return answer.approval.votes.map(({ person }) => person).join(' ');
  return `${answer.verdict.kind}: ${answer.verdict.sentence}`;
}

const two = someApprovals(someMembers, [{ from: null, to: null, roles: ['verification'], quorum: 2 }]);
const noRule = someApprovals(someMembers, [{ from: null, to: null, roles: [], quorum: 1 }]);
const byTwo = { approves: { from: 'InVerification', policy: approvalDigest(two) } } as const;
const missing = 'needs-approval: verification 0 of 1; Ada or Bob can approve it';
const ended = plusSeconds(noon, -1);

describe('a step', () => {
  test.each<[string, Case, string]>([
    ['nobody signed for', {}, missing],
    ['that its author signed', { votes: [wrote('ada')] }, 'ada'],
    ['that somebody approved', { votes: [approves('bob')] }, 'bob'],
    [
      'whose author has another role',
      { votes: [wrote('carol')] },
      `${missing}; the edit ${aCommit('vote of carol').slice(0, 12)} of Carol does not count: it is not for this role`,
    ],
    [
      'that needs two and has one twice',
      { policy: two, votes: [wrote('ada'), wrote('ada', byTwo)] },
      'needs-approval: verification 1 of 2 (Ada); Bob can approve it',
    ],
    ['that needs two and has both', { policy: two, votes: [wrote('ada'), wrote('bob', byTwo)] }, 'ada bob'],
    ['that policy lets everybody ask for', { policy: noRule }, 'not-asked'],
    ['whose edit nobody has to sign', { edit: { approval: known(null) } }, 'not-asked'],
    ['that policy takes by itself', { to: 'Ignored', edit: { desiredState: 'Unverified' } }, 'not-asked'],
    [
      'whose signatures cannot be read',
      { edit: { approval: unknown('gpg is gone') } },
      'cannot-tell: nobody can tell who signed for it: gpg is gone',
    ],
  ])('%s is answered so.', (_what, each, answer) => {
    expect(told(each)).toBe(answer);
  });

  test.each<[string, Partial<Vote>, string]>([
    ['another text', { text: sha256Of('other') }, 'is of another text of the file, which was changed'],
    ['another end', { to: 'Rejected' }, 'is of InVerification -> Rejected'],
    [
      'another beginning',
      { approves: { from: 'Deferred', policy: approvalDigest(policy) } },
      'is of Deferred -> StageRollout',
    ],
    [
      'other roles',
      { approves: { from: 'InVerification', policy: sha256Of('x') } },
      'was given under other roles in stagepost.yaml',
    ],
    ['a key that has ended', { keyEnds: ended }, 'is signed with a key that ended on 2026-11-22'],
  ])('is not approved by an approval of %s, and is told why.', (_what, parts, why) => {
    const name = `the approval ${aCommit('vote of bob').slice(0, 12)} of Bob`;
    expect(told({ votes: [approves('bob', parts)] })).toBe(`${missing}; ${name} ${why}`);
  });

  test('tells signatures that count for nothing, and not more than three of them.', () => {
    expect(told({ refused: ['a', 'b', 'c', 'd'] })).toBe(`${missing}; a; b; c`);
  });

  test('counts a key until its end, and not at its end.', () => {
    const votes = [wrote('ada', { keyEnds: noon })];
    expect(told({ votes, now: plusSeconds(noon, -1) })).toBe('ada');
    expect(told({ votes })).toContain('0 of 1');
  });

  test('is approved by nobody where its content is another one today.', () => {
    expect(told({ votes: [wrote('ada')], edit: { content: sha256Of('other') } })).toContain('0 of 1');
  });

  test('asks only for what had come before a position.', () => {
    expect(told({ votes: [approves('bob', { position: 9 })], before: 9 })).toContain('0 of 1');
    expect(told({ votes: [approves('bob', { position: 8 })], before: 9 })).toBe('bob');
  });

  test('is written down with all that was signed for.', () => {
    expect(judge({ votes: [approves('bob'), wrote('ada')] })).toEqual({
      kind: 'approved',
      from: 'main',
      approval: {
        release: 'umd-5/voms-4.2.0',
        from: 'InVerification',
        to: 'StageRollout',
        commit: aCommit('main 7'),
        base: aCommit('main 6'),
        policy: approvalDigest(policy),
        content: anEdit(aRelease(), 'StageRollout', 7).content,
        text,
        roles: ['verification'],
        needed: 1,
        votes: [
          {
            person: 'bob',
            role: 'verification',
            signedWith: 'SHA256:bob',
            commit: aCommit('vote of bob'),
            as: 'approval',
          },
          {
            person: 'ada',
            role: 'verification',
            signedWith: 'SHA256:ada',
            commit: aCommit('vote of ada'),
            as: 'edit',
          },
        ],
      },
    });
  });
});

describe('what goes on', () => {
  const answer = judge({ votes: [wrote('ada')] });
  const recorded = answer.kind === 'approved' ? [answer.approval] : [];
  const deferred: ObservedState = { state: 'Deferred', from: 'InVerification', position: 7 };
  const dated = { ...failure({ code: 'git-failed', message: 'x' }), since: noon };
  const failed: ObservedState = {
    state: 'Failed',
    from: 'InVerification',
    wanted: 'StageRollout',
    failure: dated,
  };

  test.each([
    ['the slot', deferred],
    ['another attempt', failed],
  ])('to %s goes on by what was recorded, as long as the file is the same.', (_what, from) => {
    expect(told({ from, recorded })).toBe('ada');
    expect(told({ from, recorded, edit: { text: sha256Of('changed') } })).toContain('0 of 1');
    expect(told({ from })).toContain('0 of 1');
  });

  test('is nothing else: a step of the usual way is asked about by what main has.', () => {
    expect(told({ recorded })).toContain('0 of 1');
    expect(told({ from: deferred, to: 'Rejected', recorded })).toContain(
      'verification or stage-rollout 0 of 1',
    );
  });
});

describe('The direct route', () => {
  const direct = (approver: string, reason = 'an exploit') => ({
    from: { state: 'InVerification' } as const,
    to: 'Production' as const,
    emergency: { route: 'direct', approver, reason } as const,
  });
  const up = { to: 'Production' as const };
  const approvesUp = { ...up, approves: { from: 'InVerification' as const, policy: approvalDigest(policy) } };

  test.each<[string, Case, string]>([
    [
      'takes the author and the named second approver',
      { ...direct('carol'), votes: [wrote('ada', up), approves('carol', approvesUp)] },
      'ada carol',
    ],
    [
      'waits for the one who is named, whoever else approved',
      { ...direct('erik'), votes: [wrote('ada', up), approves('carol', approvesUp)] },
      'needs-approval: Erik, the second approver that its file names, has not approved it',
    ],
    [
      'waits for a second person beside the one who is named',
      { ...direct('carol'), votes: [approves('carol', approvesUp)] },
      'needs-approval: stage-rollout or release-manager 1 of 2 (Carol); Ada or Erik can approve it',
    ],
    [
      'is blocked where the author is the second approver',
      {
        ...direct('ada'),
        votes: [wrote('ada', up), approves('ada', approvesUp), approves('carol', approvesUp)],
      },
      'blocked: Ada signed the edit and cannot be its second approver',
    ],
    [
      'is blocked where nobody is named',
      { ...direct('') },
      'blocked: the direct route needs a second approver, and emergencyApprover is empty',
    ],
    [
      'is blocked where a stranger is named',
      { ...direct('the boss') },
      'blocked: the direct route needs a second approver, and emergencyApprover is the boss',
    ],
    [
      'is blocked where somebody without the role is named',
      { ...direct('bob') },
      'blocked: Bob may not approve it',
    ],
    ['is blocked without a reason', { ...direct('carol', '') }, 'blocked: the direct route needs a reason'],
  ])('The direct route %s.', (_what, each, answer) => {
    expect(told(each)).toBe(answer);
  });

  test('needs two people although policy is content with one.', () => {
    const lax = someApprovals(someMembers, [
      { from: null, to: ['Production'], roles: ['release-manager'], quorum: 1 },
    ]);
    const own = { ...up, approves: { from: 'InVerification' as const, policy: approvalDigest(lax) } };
    const one = { ...direct('erik'), policy: lax, votes: [approves('erik', own)] };
    expect(told(one)).toContain('release-manager 1 of 2 (Erik)');
    expect(told({ ...one, votes: [...one.votes, wrote('carol', up)] })).toBe('erik carol');
  });
});
