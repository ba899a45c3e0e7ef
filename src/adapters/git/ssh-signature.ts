import { createHash } from 'node:crypto';
import type { Person } from '../../domain/approval-policy.ts';
import type { CommitSignature } from '../../ports/commit-signatures.ts';

/** The file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS): people by their keys, for commits alone. */
export function allowedSigners(people: readonly Person[]): string {
  return people
    .flatMap(({ key, sshKeys }) => sshKeys.map((sshKey) => `${key} namespaces="git" ${sshKey}\n`))
    .join('');
}

const good = /^Good "git" signature for (\S+) with \S+ key (SHA256:[A-Za-z0-9+/]+)$/;
const stranger = /^Good "git" signature with \S+ key (SHA256:[A-Za-z0-9+/]+)$/;
const misfit = /^(Signature verification failed: .*|Could not verify signature\.)$/;

/** What ssh-keygen says, line by line; undefined for words that are not known. */
export function sshSignature(output: string, people: readonly Person[]): CommitSignature | undefined {
  const lines = output.split('\n').filter((line) => line !== '');
  if (lines.some((line) => misfit.test(line)))
    return { kind: 'refused', sentence: 'has a signature that does not fit it' };
  const found = lines.length === 1 ? good.exec(lines[0] ?? '') : null;
  if (found !== null) {
    const [, person = '', signedWith = ''] = found;
    // The answer is held against the keys once more, so that it cannot be about a key that nobody gave.
    const keys = people.find(({ key }) => key === person)?.sshKeys ?? [];
    const isTheirs = keys.some((key) => fingerprintOf(key) === signedWith);
    return isTheirs ? { kind: 'good', person, signedWith, keyEnds: null } : undefined;
  }
  const other = lines.flatMap((line) => stranger.exec(line)?.[1] ?? [])[0];
  return other === undefined ? undefined : { kind: 'refused', sentence: strangerSentence(other) };
}

/** What is said of a key that is nobody's. */
export function strangerSentence(key: string): string {
  return `is signed with the key ${key}, which nobody in stagepost.yaml has`;
}

function fingerprintOf(sshKey: string): string {
  const digest = createHash('sha256').update(Buffer.from(sshKey.split(' ')[1] ?? '', 'base64'));
  return `SHA256:${digest.digest('base64').replace(/=+$/, '')}`;
}
