import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';
import { anSshKey, approvalLines, someApprovals } from '../builders/signing.ts';

const head = `schemaVersion: 1
title: Example
majorReleases: {umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}}}}
providers: {emi: {title: EMI, hosts: [repo.emi.example.org]}}
`;
const armored = '-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nAAAA\n-----END PGP PUBLIC KEY BLOCK-----\n';
const secret = armored.replaceAll('PUBLIC', 'PRIVATE');
const files: Readonly<Record<string, string>> = { 'keys/ada.asc': armored, 'keys/secret.asc': secret };

async function read(text: string) {
  return readPolicy('stagepost.yaml', Buffer.from(head + text), async (path) => {
    const content = files[path];
    return content === undefined ? null : Buffer.from(content);
  });
}

async function problemsOf(text: string): Promise<readonly string[]> {
  const policy = await read(text);
  return policy.ok ? [] : policy.findings.map(({ rule, message }) => `${rule}: ${message}`);
}

const ada = `people: {ada: {name: Ada, keys: ["${anSshKey('ada')} ada@laptop"]}}\n`;
const everything = 'approvals: [{roles: [all]}]\n';

describe('people, roles and approvals of stagepost.yaml', () => {
  test('are empty where none is written, and then nobody is asked for a signature.', async () => {
    const policy = await read('');
    expect(policy.ok && policy.value.approvals).toEqual({ people: new Map(), roles: new Map(), rules: [] });
  });

  test('are read with keys of both kinds; comments of keys say nothing.', async () => {
    const policy = await read(
      `people: {ada: {name: Ada, keys: ["${anSshKey('ada')} a comment", keys/ada.asc]}}
roles: {all: {title: All, members: [ada]}}
approvals: [{from: [Deferred], to: [Rejected], roles: [], quorum: 3}, {roles: [all]}]
`,
    );
    if (!policy.ok) throw new Error(policy.findings[0]?.message);
    const { people, roles, rules } = policy.value.approvals;
    expect(people.get('ada')).toEqual({
      key: 'ada',
      name: 'Ada',
      sshKeys: [anSshKey('ada')],
      pgpKeys: [{ file: 'keys/ada.asc', armored }],
    });
    expect(roles.get('all')).toEqual({ key: 'all', title: 'All', members: ['ada'] });
    expect(rules).toEqual([
      { from: ['Deferred'], to: ['Rejected'], roles: [], quorum: 3 },
      { from: null, to: null, roles: ['all'], quorum: 1 },
    ]);
  });

  test('read as the builder of other tests makes them.', async () => {
    const policy = await read(approvalLines());
    expect(policy.ok && policy.value.approvals).toEqual(someApprovals());
  });

  test.each([
    [
      'a key that is cut off',
      ada.replace(/.... ada@laptop/, ' ada@laptop'),
      'ssh-key: this is not a whole public key of ssh-ed25519',
    ],
    [
      'a key under the name of another algorithm',
      ada.replace('ssh-ed25519', 'ssh-rsa'),
      'ssh-key: this is not a whole public key of ssh-rsa',
    ],
    [
      'a file that is not there',
      'people: {ada: {name: Ada, keys: [keys/x.asc]}}',
      'key-missing: there is no file keys/x.asc',
    ],
    [
      'a private key',
      'people: {ada: {name: Ada, keys: [keys/secret.asc]}}',
      'key-private: keys/secret.asc holds a private key',
    ],
    [
      'a key of two people',
      `${ada.trimEnd().slice(0, -1)}, bob: {name: Bob, keys: ["${anSshKey('ada')}"]}}`,
      'shared-key: ada has the same key',
    ],
    [
      'a member whom nobody knows',
      `${ada}roles: {all: {title: All, members: [adda]}}\n${everything}`,
      'unknown-person: there is no person adda',
    ],
    [
      'a rule for a role that there is not',
      `${ada}roles: {all: {title: All, members: [ada]}}\napprovals: [{roles: [al]}]`,
      'unknown-role: there is no role al',
    ],
  ])('are refused for %s.', async (_what, text, problem) => {
    expect(await problemsOf(text)).toEqual([problem]);
  });

  test('are refused where a step needs more people than could sign, all such steps in few sentences.', async () => {
    const text = `${ada}roles: {verification: {title: Verification, members: [ada]}}\n`;
    expect(await problemsOf(text)).toEqual([
      'nobody-can-sign: too few can sign for Deferred -> NotPublished and 1 more: it needs 1 with a key in stage-rollout or repository, and has 0',
      'nobody-can-sign: too few can sign for Deferred -> Production and 4 more: it needs 1 with a key in stage-rollout, and has 0',
    ]);
    const quorum = `${ada}roles: {all: {title: All, members: [ada]}}\napprovals: [{roles: [all], quorum: 2}]\n`;
    expect(await problemsOf(quorum)).toEqual([
      'nobody-can-sign: too few can sign for Submitted -> Unverified and 21 more: it needs 2 with a key in all, and has 1',
    ]);
  });

  test('are asked for a second person on the direct route only where policy opens it.', async () => {
    const text = `${ada}roles: {all: {title: All, members: [ada]}}\n${everything}`;
    expect(await problemsOf(text)).toEqual([]);
    expect(await problemsOf(`${text}emergency: {routes: [direct]}\n`)).toEqual([
      'nobody-can-sign: too few can sign for Unverified -> Production and 1 more: it needs 2 with a key in all, and has 1',
    ]);
  });
});
