import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openWorkingClone } from '../../../src/adapters/git/open-working-clone.ts';
import type { Person } from '../../../src/domain/approval-policy.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { commitSignaturesContract } from '../../contracts/commit-signatures.ts';
import { mirrorOf } from './git-bench.ts';
import { type GitFixture, makeRepository, scratchFolder } from './git-fixture.ts';
import { endAgent, type PgpKey, pgpKeyPair, signWithSsh, sshKeyPair } from './signing-keys.ts';

function commitBy(source: GitFixture, settings: readonly string[]): CommitSha {
  source.git([...settings, 'commit', '--quiet', '--allow-empty', '-m', 'a change']);
  return source.git(['rev-parse', 'HEAD']) as CommitSha;
}

function personWith(key: string, sshKeys: readonly string[], pgp: readonly PgpKey[] = []): Person {
  const pgpKeys = pgp.map(({ armored }, index) => ({ file: `keys/${key}-${index}.asc`, armored }));
  return { key, name: key, sshKeys, pgpKeys };
}

async function bench() {
  const folder = scratchFolder();
  const source = makeRepository(path.join(folder, 'clone'));
  source.commit({ README: 'x\n' });
  const clone = await openWorkingClone({ dir: source.dir, recordBranch: 'stagepost-record' });
  onTestFinished(() => clone.close());
  return { folder, source, signatures: clone.signatures };
}

commitSignaturesContract('A clone', async () => {
  const { folder, source, signatures } = await bench();
  return {
    signatures,
    person: async (name) => personWith(name, [sshKeyPair(folder, name).line]),
    commit: async (signer) =>
      commitBy(source, signer === null ? [] : signWithSsh(sshKeyPair(folder, signer).file)),
    close: async () => undefined,
  };
});

function pgpKey(...args: Parameters<typeof pgpKeyPair>): PgpKey {
  const key = pgpKeyPair(...args);
  onTestFinished(() => endAgent(key));
  return key;
}

describe('signatures of OpenPGP', () => {
  test('tell the owner and the fingerprint of the key, beside signatures of OpenSSH.', async () => {
    const { folder, source, signatures } = await bench();
    const pgp = pgpKey(folder, 'grace');
    const ssh = sshKeyPair(folder, 'ada');
    const commits = [commitBy(source, pgp.settings), commitBy(source, signWithSsh(ssh.file))];
    const people = [personWith('ada', [ssh.line]), personWith('grace', [], [pgp])];
    expect(await signatures.signers(commits, people)).toMatchObject([
      { kind: 'good', person: 'grace', signedWith: pgp.fingerprint, keyEnds: null },
      { kind: 'good', person: 'ada' },
    ]);
  });

  test('of a key that nobody has, or that two people have, are refused.', async () => {
    const { folder, source, signatures } = await bench();
    const [grace, mallory] = [pgpKey(folder, 'grace'), pgpKey(folder, 'mallory')];
    const commits = [commitBy(source, grace.settings), commitBy(source, mallory.settings)];
    const people = [personWith('grace', [], [grace]), personWith('bob', [], [grace])];
    expect(await signatures.signers(commits, people)).toEqual([
      { kind: 'refused', sentence: `is signed with the key ${grace.fingerprint}, which two people have` },
      {
        kind: 'refused',
        sentence: `is signed with the key ${mallory.fingerprint}, which nobody in stagepost.yaml has`,
      },
    ]);
  });

  test('of a key that has ended are told with its end, for whoever asks about an earlier moment.', async () => {
    const { folder, source, signatures } = await bench();
    const key = pgpKey(folder, 'grace', 'a day');
    const [found] = await signatures.signers(
      [commitBy(source, key.settings)],
      [personWith('grace', [], [key])],
    );
    expect(found).toMatchObject({ kind: 'good', person: 'grace' });
    expect(found?.kind === 'good' ? found.keyEnds : null).toMatch(/^2020-01-02T/);
  });

  test('are unknown, and nobody is a stranger, where a key file holds no key.', async () => {
    const { folder, source, signatures } = await bench();
    const key = pgpKey(folder, 'grace');
    const broken = { ...key, armored: key.armored.replace(/^[A-Za-z0-9+/]{20}/m, 'A'.repeat(20)) };
    await expect(
      signatures.signers([commitBy(source, key.settings)], [personWith('grace', [], [broken])]),
    ).rejects.toMatchObject({ failure: { code: 'tool-refused' } });
  });
});

describe('a signed commit that was changed', () => {
  test.each(['ssh', 'openpgp'] as const)('has a signature of %s that does not fit it.', async (format) => {
    const { folder, source, signatures } = await bench();
    const ssh = sshKeyPair(folder, 'ada');
    const pgp = format === 'openpgp' ? [pgpKey(folder, 'ada')] : [];
    const commit = commitBy(source, pgp[0]?.settings ?? signWithSsh(ssh.file));
    const changed = source.git(['cat-file', 'commit', commit]).replace('a change', 'another change');
    const made = source.git(['hash-object', '-t', 'commit', '-w', '--stdin'], { input: `${changed}\n` });
    expect(await signatures.signers([made as CommitSha], [personWith('ada', [ssh.line], pgp)])).toEqual([
      { kind: 'refused', sentence: 'has a signature that does not fit it' },
    ]);
  });

  test('in another format than these two is refused, whatever is in it.', async () => {
    const { source, signatures } = await bench();
    const commit = source.git(['cat-file', 'commit', source.git(['rev-parse', 'HEAD'])]);
    const header = 'gpgsig -----BEGIN SIGNED MESSAGE-----\n AAAA\n -----END SIGNED MESSAGE-----\n';
    const input = `${commit.replace('\n\n', `\n${header}\n`)}\n`;
    const made = source.git(['hash-object', '-t', 'commit', '-w', '--stdin'], { input });
    expect(await signatures.signers([made as CommitSha], [])).toEqual([
      { kind: 'refused', sentence: 'is signed in another way than by OpenSSH or OpenPGP' },
    ]);
  });
});

test('Settings of the repository have no say in who signed, and a mirror says the same as a clone.', async () => {
  const { folder, source, signatures } = await bench();
  const [ada, mallory] = [sshKeyPair(folder, 'ada'), sshKeyPair(folder, 'mallory')];
  source.write({ signers: `ada namespaces="git" ${mallory.line}\n` });
  source.git(['config', 'gpg.ssh.allowedSignersFile', path.join(source.dir, 'signers')]);
  source.git(['config', 'gpg.ssh.program', '/bin/true']);
  const commit = commitBy(source, [...signWithSsh(mallory.file), '-c', 'gpg.ssh.program=ssh-keygen']);
  const mirror = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  onTestFinished(() => mirror.close());
  await mirror.history.head();
  for (const one of [signatures, mirror.signatures])
    expect(await one.signers([commit], [personWith('ada', [ada.line])])).toMatchObject([
      { kind: 'refused', sentence: expect.stringContaining('nobody in stagepost.yaml has') },
    ]);
});
