import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  approvalDigest,
  askedFrom,
  neededFor,
  ruleFor,
  shippedRules,
} from '../../src/domain/approval-policy.ts';
import { readStatement, statementText } from '../../src/domain/approval-statement.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { failure } from '../../src/domain/failure.ts';
import { type DesirableState, desirableStates, type StateName } from '../../src/domain/release.ts';
import { lawful } from '../../src/plan/second-opinion/signing-law.ts';
import { voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';
import { someApprovals, someMembers } from '../builders/signing.ts';

const states: readonly StateName[] = ['Submitted', 'Deferred', 'Failed', ...desirableStates];

// docs/requirements.md, "Transitions": who asks for each step.
const law: readonly (readonly [StateName, DesirableState, string, number])[] = [
  ['Submitted', 'Unverified', 'repository, verification', 1],
  ['Submitted', 'Ignored', 'repository, verification', 1],
  ['Submitted', 'Rejected', 'verification', 1],
  ['Unverified', 'InVerification', 'verification', 1],
  ['Unverified', 'Ignored', 'repository, verification', 1],
  ['Unverified', 'Production', 'stage-rollout, release-manager', 2],
  ['InVerification', 'WaitingForResponse', 'verification', 1],
  ['WaitingForResponse', 'InVerification', 'verification', 1],
  ['InVerification', 'StageRollout', 'verification', 1],
  ['WaitingForResponse', 'StageRollout', 'verification', 1],
  ['InVerification', 'Rejected', 'verification', 1],
  ['InVerification', 'Production', 'stage-rollout, release-manager', 2],
  ['Deferred', 'Rejected', 'verification, stage-rollout', 1],
  ['Deferred', 'NotPublished', 'stage-rollout, repository', 1],
  ['Deferred', 'Production', 'stage-rollout', 1],
  ['StageRollout', 'Production', 'stage-rollout', 1],
  ['StageRollout', 'Rejected', 'stage-rollout', 1],
  ['StageRollout', 'NotPublished', 'stage-rollout, repository', 1],
  ['Production', 'StageRollout', 'stage-rollout', 1],
  ['Production', 'Production', 'stage-rollout', 1],
  ['Failed', 'Rejected', 'verification, stage-rollout, repository', 1],
  ['Failed', 'Production', 'stage-rollout', 1],
];

describe('who may ask for a step', () => {
  test.each(law)('from %s to %s is what the law says: %s', (from, to, roles, quorum) => {
    const rule = ruleFor({ rules: [] }, { from, to });
    expect([rule.roles.join(', '), rule.quorum]).toEqual([roles, quorum]);
  });

  test('is the same to the second opinion, for every pair of states.', () => {
    for (const from of states)
      for (const to of desirableStates) {
        const { roles, quorum } = ruleFor({ rules: [] }, { from, to });
        expect([from, to, lawful(from, to)]).toEqual([from, to, { roles, quorum }]);
      }
  });

  test('is what stagepost.yaml says where an entry fits; the first one counts.', () => {
    const rules = [
      { from: null, to: ['Production' as const], roles: ['admin'], quorum: 2 },
      { from: ['Failed' as const], to: null, roles: [], quorum: 1 },
      { from: ['StageRollout' as const], to: ['Production' as const], roles: ['nobody'], quorum: 1 },
    ];
    expect(ruleFor({ rules }, { from: 'StageRollout', to: 'Production' }).roles).toEqual(['admin']);
    expect(ruleFor({ rules }, { from: 'Failed', to: 'Rejected' }).roles).toEqual([]);
    expect(ruleFor({ rules }, { from: 'StageRollout', to: 'Rejected' })).toBe(shippedRules[5]);
  });

  test('is two people at least for the direct route.', () => {
    expect([neededFor(1, true), neededFor(3, true), neededFor(1, false)]).toEqual([2, 3, 1]);
  });
});

describe('the state that a signature names', () => {
  const failed = {
    state: 'Failed' as const,
    from: 'InVerification' as const,
    wanted: 'StageRollout' as const,
    failure: { ...failure({ code: 'git-failed', message: 'x' }), since: noon },
  };

  test('is the one before the wait or the failure while the same is wanted, and the present one otherwise.', () => {
    const deferred = { state: 'Deferred' as const, from: 'WaitingForResponse' as const, position: 3 };
    expect(askedFrom(deferred, 'StageRollout')).toBe('WaitingForResponse');
    expect(askedFrom(deferred, 'Rejected')).toBe('Deferred');
    expect(askedFrom(failed, 'StageRollout')).toBe('InVerification');
    expect(askedFrom(failed, 'Rejected')).toBe('Failed');
    expect(askedFrom({ state: 'StageRollout' }, 'Production')).toBe('StageRollout');
  });
});

describe('the digest of roles', () => {
  test('is another one as soon as a member, a key or a rule is another one.', () => {
    const usual = someApprovals();
    const others = [
      someApprovals({ ...someMembers, verification: ['ada'] }),
      someApprovals(someMembers, [{ from: null, to: null, roles: ['repository'], quorum: 1 }]),
      {
        ...usual,
        people: new Map([...usual.people].map(([key, person]) => [key, { ...person, sshKeys: [] }])),
      },
    ];
    expect(approvalDigest(someApprovals())).toBe(approvalDigest(usual));
    expect(new Set([usual, ...others].map(approvalDigest)).size).toBe(4);
  });
});

describe('the message of an approval', () => {
  const statement = {
    release: voms,
    from: 'InVerification' as const,
    to: 'StageRollout' as const,
    text: sha256Of('text'),
    policy: sha256Of('policy'),
  };

  test('reads back as it was written, whatever stands around it.', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        fc.pre(!/Stagepost-/.test(before + after));
        expect(readStatement(`${before}\n${statementText(statement)}\n${after}`)).toEqual(statement);
      }),
    );
  });

  test.each([
    ['a step is named twice', (text: string) => text + text],
    ['the state is none', (text: string) => text.replaceAll('-> StageRollout', '-> Staging')],
    ['a state is wished for that nobody may', (text: string) => text.replaceAll('StageRollout', 'Deferred')],
    ['the digest of the file is missing', (text: string) => text.replace(/Stagepost-File.*\n/, '')],
    ['the digest of the roles is cut', (text: string) => text.replace(/(Stagepost-Policy.*).\n/, '$1\n')],
    ['its lines are indented', (text: string) => text.replaceAll('Stagepost-', ' Stagepost-')],
  ])('says nothing when %s.', (_why, spoil) => {
    expect(readStatement(spoil(statementText(statement)))).toBeUndefined();
  });
});
