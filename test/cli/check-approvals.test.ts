import { describe, expect, test } from 'vitest';
import { checkApprovals } from '../../src/cli/doctor/check-approvals.ts';
import type { Person } from '../../src/domain/approval-policy.ts';
import { aPolicy } from '../builders/policy.ts';
import { fakeRunner } from '../fakes/process-runner.ts';

const ada: Person = { key: 'ada', name: 'Ada', sshKeys: ['ssh-ed25519 AAAA'], pgpKeys: [] };

function policyWith(...people: readonly Person[]) {
  const members = people.map(({ key }) => key);
  const roles = new Map([['verification', { key: 'verification', title: 'Verification', members }]]);
  const named = new Map(people.map((person) => [person.key, person]));
  return { ...aPolicy(), approvals: { people: named, roles, rules: [] } };
}

describe('doctor', () => {
  test('says when nobody has to sign, and asks for no tool then.', async () => {
    const runner = fakeRunner({});
    expect(await checkApprovals(runner, aPolicy())).toEqual([
      {
        kind: 'ok',
        subject: 'approvals',
        found: 'stagepost.yaml has no roles: whoever merges into main decides, and nobody has to sign',
      },
    ]);
    expect(runner.commands).toEqual([]);
  });

  test('wants ssh-keygen where people sign with keys of OpenSSH, and says how it is brought.', async () => {
    expect(await checkApprovals(fakeRunner({}), policyWith(ada))).toEqual([
      { kind: 'ok', subject: 'approvals', found: '1 role, 1 person' },
      { kind: 'bad', subject: 'ssh-keygen', found: 'is missing', mend: 'apt-get install openssh-client' },
    ]);
    const there = fakeRunner({ 'ssh-keygen': { exitCode: 255, stderr: 'No principal matched.' } });
    expect((await checkApprovals(there, policyWith(ada))).at(1)).toMatchObject({ kind: 'ok' });
  });

  test('does not want it where all keys are of OpenPGP.', async () => {
    const checks = await checkApprovals(fakeRunner({}), policyWith({ ...ada, sshKeys: [] }));
    expect(checks.map(({ subject }) => subject)).toEqual(['approvals']);
  });
});
