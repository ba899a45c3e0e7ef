import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './run-tool.ts';

export type SigningKey = {
  readonly home: string;
  readonly fingerprint: string;
  readonly publicKeyFile: string;
};

/**
 * Makes a sign-only key without passphrase and without expiry in a GNUPGHOME of its own.
 * RSA, because rpm releases that are still in use cannot read EdDSA. Keep `home` short where
 * /run/user is missing: gpg-agent puts its socket there, and a socket path has 107 bytes at most.
 */
export async function makeSigningKey(wanted: {
  readonly home: string;
  readonly userId: string;
}): Promise<SigningKey> {
  const { home, userId } = wanted;
  await mkdir(home, { recursive: true, mode: 0o700 });
  const unlocked = ['--pinentry-mode', 'loopback', '--passphrase', ''];
  await gpg(home, [...unlocked, '--quick-generate-key', '--', userId, 'rsa3072', 'sign', 'never']);
  const listing = await gpg(home, ['--with-colons', '--list-secret-keys']);
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listing)?.[1];
  if (fingerprint === undefined) throw new Error(`gpg lists no secret key in ${home}`);
  const publicKeyFile = join(home, 'public-key.asc');
  await writeFile(publicKeyFile, `${await gpg(home, ['--armor', '--export', '--', fingerprint])}\n`);
  return { home, fingerprint, publicKeyFile };
}

/** Ends the gpg-agent of this GNUPGHOME and no other; quiet when there is none. */
export async function stopAgent(home: string): Promise<void> {
  await runTool({ program: 'gpgconf', args: ['--homedir', home, '--kill', 'all'], home });
}

async function gpg(home: string, args: readonly string[]): Promise<string> {
  const run = await runTool({ program: 'gpg', args: ['--homedir', home, '--batch', ...args], home });
  return run.stdout;
}
