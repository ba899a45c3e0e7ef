import type { ApprovalPolicy, ApprovalRule, Person } from '../../src/domain/approval-policy.ts';
import { sha256Of } from '../../src/domain/digest.ts';

/** A made-up public key of OpenSSH that depends on its name only. */
export function anSshKey(name: string): string {
  const algorithm = 'ssh-ed25519';
  const parts = [Buffer.from(algorithm), Buffer.from(sha256Of(name), 'hex')];
  const encoded = Buffer.concat(parts.flatMap((part) => [lengthOf(part), part]));
  return `${algorithm} ${encoded.toString('base64')}`;
}

function lengthOf(part: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(part.length);
  return length;
}

/** A person whose key has the same name. */
export function aPerson(key: string): Person {
  const name = `${key.slice(0, 1).toUpperCase()}${key.slice(1)}`;
  return { key, name, sshKeys: [anSshKey(key)], pgpKeys: [] };
}

/** Who has which role, by keys of people. */
export type Members = Readonly<Record<string, readonly string[]>>;

/** The shipped roles, each with somebody; ada and carol have two. */
export const someMembers: Members = {
  verification: ['ada', 'bob'],
  'stage-rollout': ['carol', 'ada'],
  repository: ['dora'],
  'release-manager': ['carol', 'erik'],
};

/** People and roles, with the shipped rules after these. */
export function someApprovals(
  members: Members = someMembers,
  rules: readonly ApprovalRule[] = [],
): ApprovalPolicy {
  const people = [...new Set(Object.values(members).flat())].map(aPerson);
  return {
    people: new Map(people.map((person) => [person.key, person])),
    roles: new Map(
      Object.entries(members).map(([key, keys]) => [key, { key, title: `The ${key} team`, members: keys }]),
    ),
    rules,
  };
}

/** The same as lines of stagepost.yaml. */
export function approvalLines(members: Members = someMembers): string {
  const people = [...new Set(Object.values(members).flat())].map(aPerson);
  return [
    'people:',
    ...people.map(({ key, name, sshKeys }) => `  ${key}: {name: ${name}, keys: ["${sshKeys.join('", "')}"]}`),
    'roles:',
    ...Object.entries(members).map(
      ([key, keys]) => `  ${key}: {title: The ${key} team, members: [${keys.join(', ')}]}`,
    ),
    '',
  ].join('\n');
}
