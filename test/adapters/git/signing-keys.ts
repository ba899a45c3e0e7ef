import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Makes a key pair of OpenSSH once; answers with its private file and with its public line without the comment. */
export function sshKeyPair(folder: string, name: string): { readonly file: string; readonly line: string } {
  const file = path.join(folder, `${name}.key`);
  if (!existsSync(file))
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `${name}@laptop`, '-f', file]);
  const line = readFileSync(`${file}.pub`, 'utf8').split(' ', 2).join(' ');
  return { file, line };
}

/** Settings of git that sign with a key of OpenSSH. */
export function signWithSsh(file: string): readonly string[] {
  return ['-c', 'gpg.format=ssh', '-c', `user.signingKey=${file}`, '-c', 'commit.gpgSign=true'];
}

/** A key of OpenPGP in a home of its own. */
export interface PgpKey {
  readonly home: string;
  readonly fingerprint: string;
  readonly armored: string;
  /** Settings of git that sign with it. */
  readonly settings: readonly string[];
}

const pgpTimeout = 60_000;

/** Makes a key of OpenPGP that signs; with an end, it lived and signed on one day of 2020 alone. */
export function pgpKeyPair(folder: string, name: string, life: 'for ever' | 'a day' = 'for ever'): PgpKey {
  const home = path.join(folder, `${name}.gnupg`);
  mkdirSync(home, { mode: 0o700 });
  // The `!` stops the clock: without it gpg's time goes on from there, and a slow machine makes a key that is younger than
  // the next process of gpg takes for now.
  const then = life === 'a day' ? ['--faked-system-time', '20200101T120000!'] : [];
  const gpg = (...args: string[]) =>
    execFileSync('gpg', ['--homedir', home, '--batch', '--no-tty', '--quiet', ...then, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: pgpTimeout,
    }).toString();
  const end = life === 'a day' ? '1d' : 'never';
  gpg('--passphrase', '', '--quick-gen-key', `${name} <${name}@example.org>`, 'ed25519', 'sign', end);
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(gpg('--with-colons', '--list-keys'))?.[1] ?? '';
  const program = path.join(folder, `${name}-gpg`);
  writeFileSync(program, `#!/bin/sh\nexec gpg --homedir '${home}' ${then.join(' ')} "$@"\n`);
  chmodSync(program, 0o755);
  const settings = [
    '-c',
    `gpg.program=${program}`,
    '-c',
    `user.signingKey=${fingerprint}`,
    '-c',
    'commit.gpgSign=true',
  ];
  return { home, fingerprint, armored: gpg('--armor', '--export', fingerprint), settings };
}

/** Ends the agent of a home, and no other. */
export function endAgent({ home }: Pick<PgpKey, 'home'>): void {
  execFileSync('gpgconf', ['--homedir', home, '--kill', 'all'], { timeout: pgpTimeout });
}
