import { mkdir } from 'node:fs/promises';
import type { ProcessRunner } from '../../ports/process-runner.ts';
import { runGpg, signingFailed } from './gpg-command.ts';
import { findSigningKey } from './signing-key.ts';

/**
 * Makes a signing key without passphrase and without expiry in a home of its own, and returns its fingerprint; a home
 * that has one already keeps it. RSA, because rpm releases that are still in use cannot read EdDSA.
 */
export async function makeSigningKey(runner: ProcessRunner, home: string, userId: string): Promise<string> {
  await mkdir(home, { recursive: true, mode: 0o700 });
  const listed = await runGpg(runner, home, { args: ['--with-colons', '--list-secret-keys'] });
  if (listed.stdout.length === 0) {
    const unlocked = ['--passphrase', '', '--quick-generate-key'];
    const made = await runGpg(runner, home, {
      args: [...unlocked, '--', userId, 'rsa3072', 'sign', 'never'],
    });
    if (made.exitCode !== 0) {
      // gpg-agent listens on a socket below the home, and a socket's path has 107 bytes at most.
      const hint = `${home} must be writable, private, and at most about 80 characters long.`;
      throw signingFailed(`gpg cannot make a key in ${home}`, hint, made);
    }
  }
  return (await findSigningKey(runner, home, null)).fingerprint;
}
