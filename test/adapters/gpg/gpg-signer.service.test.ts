import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeSigner } from '../../../src/adapters/gpg/gpg-command.ts';
import { gpgSigner } from '../../../src/adapters/gpg/gpg-signer.ts';
import { makeSigningKey } from '../../../src/adapters/gpg/make-key.ts';
import { findSigningKey } from '../../../src/adapters/gpg/signing-key.ts';
import { processRunner } from '../../../src/adapters/process/run-command.ts';
import { failureOf } from '../../../src/domain/failure.ts';
import type { ProcessRunner } from '../../../src/ports/process-runner.ts';
import { signerContract } from '../../contracts/signer.ts';

// A socket's path has 107 bytes at most, so the homes are short.
let folder = '';
const homes: string[] = [];
let fingerprint = '';

beforeAll(async () => {
  folder = await mkdtemp('/tmp/sp-gpg-');
  fingerprint = await makeSigningKey(processRunner, home('one'), 'Stagepost one <one@example.org>');
  await makeSigningKey(processRunner, home('two'), 'Stagepost two <two@example.org>');
});

afterAll(async () => {
  for (const used of homes) await closeSigner(processRunner, used);
  await rm(folder, { recursive: true, force: true });
});

function home(name: string): string {
  const path = join(folder, name);
  if (!homes.includes(path)) homes.push(path);
  return path;
}

function signerOf(name: string, key: string | null = null) {
  return gpgSigner({ runner: processRunner, scratch: join(folder, 'scratch'), home: home(name), key });
}

async function gpg(name: string, ...args: readonly string[]): Promise<string> {
  const fixed = ['--homedir', home(name), '--batch', '--pinentry-mode', 'loopback', '--passphrase', ''];
  const command = {
    program: 'gpg',
    args: [...fixed, ...args],
    timeoutSeconds: 60,
    maxOutputBytes: 1_000_000,
  };
  return Buffer.from((await processRunner.run(command)).stdout).toString('utf8');
}

async function failureFrom(attempt: Promise<unknown>) {
  return attempt.then(() => undefined, failureOf);
}

signerContract('gpg', { signer: async () => signerOf('one'), other: async () => signerOf('two') });

describe('the key', () => {
  test('making a key again keeps the one that is there', async () => {
    expect(await makeSigningKey(processRunner, home('one'), 'Somebody else')).toBe(fingerprint);
  });

  test('is found by its fingerprint', async () => {
    expect(await signerOf('one', fingerprint).fingerprint()).toBe(fingerprint);
  });

  test('that is missing is a failure that says how to get one', async () => {
    const failure = await failureFrom(signerOf('one', '0'.repeat(40)).detach('text\n'));
    expect(failure).toMatchObject({ code: 'signing-failed', treatment: 'needs-person' });
    expect(failure?.message).toContain('is missing');
    expect(failure?.hint).toContain('stagepost init');
  });

  test('that has expired is a failure that says how to extend it', async () => {
    await mkdir(home('old'), { mode: 0o700 });
    const key = ['--quick-generate-key', '--', 'Stagepost old <old@example.org>', 'rsa3072', 'sign'];
    await gpg('old', '--faked-system-time', '20200101T000000!', ...key, '20200301T000000');
    const old = /^fpr:+([0-9A-F]{40}):/m.exec(await gpg('old', '--with-colons', '--list-keys'))?.[1];
    const failure = await failureFrom(signerOf('old').detach('text\n'));
    expect(failure).toMatchObject({ code: 'signing-failed', treatment: 'needs-person' });
    expect(failure?.message).toContain('has expired');
    expect(failure?.hint).toContain(`--quick-set-expire ${old}`);
  });

  test('whose making lies ahead of the clock does not sign', async () => {
    await mkdir(home('new'), { mode: 0o700 });
    const key = ['--quick-generate-key', '--', 'Stagepost new <new@example.org>', 'rsa3072', 'sign', 'never'];
    await gpg('new', '--faked-system-time', '20990101T000000!', ...key);
    for (const attempt of [signerOf('new').detach('text\n'), signerOf('new').clearsign('text\n')])
      expect((await failureFrom(attempt))?.code).toBe('signing-failed');
  });

  test('that is a subkey and ends is extended by naming its primary key first', async () => {
    await makeSigningKey(processRunner, home('ends'), 'Stagepost ends <ends@example.org>');
    const primary = await signerOf('ends').fingerprint();
    await gpg('ends', '--quick-add-key', primary, 'rsa3072', 'sign', '10d');
    const listing = await gpg('ends', '--with-colons', '--list-secret-keys');
    const [, subkey = ''] = [...listing.matchAll(/^fpr:+([0-9A-F]{40}):/gm)].map((match) => match[1]);
    const ending = await findSigningKey(processRunner, home('ends'), subkey);
    expect(ending.extend).toBe(`gpg --homedir ${home('ends')} --quick-set-expire ${primary} 2y ${subkey}`);
    const [, , ...told] = ending.extend.split(' ');
    await gpg('ends', ...told.slice(1));
    const extended = await findSigningKey(processRunner, home('ends'), subkey);
    expect((extended.expires ?? 0) - (ending.expires ?? 0)).toBeGreaterThan(600 * 86_400);
    await gpg('ends', '--quick-set-expire', primary, '20d');
    const both = await findSigningKey(processRunner, home('ends'), subkey);
    expect(both.expires).toBeLessThan(extended.expires ?? 0);
    expect(both.extend.split(' && ')).toHaveLength(2);
  });

  test('of a home with several must be named', async () => {
    await makeSigningKey(processRunner, home('both'), 'Stagepost a <a@example.org>');
    const first = await signerOf('both').fingerprint();
    await gpg(
      'both',
      '--quick-generate-key',
      '--',
      'Stagepost b <b@example.org>',
      'rsa3072',
      'sign',
      'never',
    );
    const failure = await failureFrom(signerOf('both').fingerprint());
    expect(failure?.message).toContain('one of several');
    const named = signerOf('both', first);
    await named.checkDetached('text\n', await named.detach('text\n'));
    expect(await named.fingerprint()).toBe(first);
  });

  test('may be a subkey, and then no other subkey signs', async () => {
    await makeSigningKey(processRunner, home('sub'), 'Stagepost sub <sub@example.org>');
    const primary = await signerOf('sub').fingerprint();
    for (const _ of [1, 2]) await gpg('sub', '--quick-add-key', primary, 'rsa3072', 'sign', 'never');
    const listing = await gpg('sub', '--with-colons', '--list-secret-keys');
    const [, older] = [...listing.matchAll(/^fpr:+([0-9A-F]{40}):/gm)].map((match) => match[1] ?? '');
    const signer = signerOf('sub', older);
    await signer.checkDetached('text\n', await signer.detach('text\n'));
    const other = await signerOf('sub', primary).detach('text\n');
    expect((await failureFrom(signer.checkDetached('text\n', other)))?.code).toBe('signature-bad');
  });
});

describe('a signature', () => {
  test('uses SHA-512', async () => {
    expect(await signerOf('one').clearsign('text\n')).toContain('\nHash: SHA512\n');
  });

  test('that gpg did not write is found before anybody uses it', async () => {
    const silent: ProcessRunner = {
      run: async (command) => {
        const result = await processRunner.run(command);
        const signs = command.args.includes('--detach-sign') || command.args.includes('--clearsign');
        return signs ? { ...result, stdout: new Uint8Array() } : result;
      },
    };
    const signer = gpgSigner({
      runner: silent,
      scratch: join(folder, 'scratch'),
      home: home('one'),
      key: null,
    });
    expect((await failureFrom(signer.detach('text\n')))?.code).toBe('signing-failed');
    expect((await failureFrom(signer.clearsign('text\n')))?.code).toBe('signing-failed');
  });

  test('of a text without a line end at its end is refused in clear form, because readers would see another text', async () => {
    expect((await failureFrom(signerOf('one').clearsign('text')))?.code).toBe('signing-failed');
  });
});

describe('the agent', () => {
  test('is gone after closing', async () => {
    await signerOf('two').detach('text\n');
    const command = { program: 'gpg-connect-agent', timeoutSeconds: 20, maxOutputBytes: 10_000 };
    const args = ['--homedir', home('two'), '--no-autostart', 'GETINFO pid', '/bye'];
    const answer = async () =>
      Buffer.from((await processRunner.run({ ...command, args })).stdout).toString('utf8');
    expect(await answer()).toContain('D ');
    await closeSigner(processRunner, home('two'));
    expect(await answer()).not.toContain('D ');
  });
});
