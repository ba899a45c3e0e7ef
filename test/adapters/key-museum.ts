import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { cleanEnvironment } from '../../scripts/provider/run-tool.ts';

/** One home of gpg with a key of every condition that a provider's key can be in. */
export interface KeyMuseum {
  readonly home: string;
  /** The fingerprint that signs, by the name of the key. */
  readonly fingerprints: Readonly<Record<MuseumKey, string>>;
  /** Public keys of all but `other`, as one armoured text. */
  readonly armored: string;
  readonly armoredOf: (key: MuseumKey) => Promise<string>;
  /** A detached signature; options go before those of the key. */
  readonly sign: (
    key: MuseumKey,
    content: string | Uint8Array,
    options?: readonly string[],
  ) => Promise<Buffer>;
  readonly clearsign: (key: MuseumKey, text: string) => Promise<Buffer>;
  readonly close: () => Promise<void>;
}

export type MuseumKey =
  | 'good'
  | 'old'
  | 'other'
  | 'expired'
  | 'revoked'
  | 'subkey'
  | 'revoked-subkey'
  | 'rsa1024'
  | 'dsa1024'
  | 'future';

const recipes: Readonly<Record<Exclude<MuseumKey, 'subkey' | 'revoked-subkey'>, readonly string[]>> = {
  good: ['rsa2048', 'sign', 'never'],
  old: ['rsa2048', 'sign', 'never'],
  other: ['rsa2048', 'sign', 'never'],
  expired: ['rsa2048', 'sign', '2020-02-01'],
  revoked: ['rsa2048', 'sign', 'never'],
  rsa1024: ['rsa1024', 'sign', 'never'],
  dsa1024: ['dsa1024', 'sign', 'never'],
  future: ['rsa2048', 'sign', 'never'],
};
const times: Readonly<Record<string, string>> = {
  expired: '20200101T000000',
  old: '20200101T000000',
  future: '20400101T000000',
};

/** Opens it; the path is short because of gpg's socket. Close it, because gpg's agent serves it. */
export async function openKeyMuseum(): Promise<KeyMuseum> {
  const home = await mkdtemp('/tmp/sp-keys-');
  const gpg = (args: readonly string[], input: string | Uint8Array = '') => run(home, args, input);
  const found: Record<string, string> = {};
  for (const [name, recipe] of Object.entries(recipes)) {
    await gpg([...at(times[name]), '--quick-generate-key', '--', `${name} <${name}@example.org>`, ...recipe]);
    found[name] = (await listed(home, name))[0] ?? '';
  }
  await addSubkeys(home, found);
  const published = await revokeInCopy(home, found);
  const key = (name: MuseumKey) => ['--local-user', `${found[name]}!`];
  return {
    home,
    fingerprints: found as KeyMuseum['fingerprints'],
    armored: await published([]),
    armoredOf: (name) => published([found[name] ?? '']),
    // gpg signs with no key that has expired, so it signs in the days when it was good.
    sign: (name, content, options = []) =>
      gpg([...at(times[name]), ...options, ...key(name), '--detach-sign'], content),
    clearsign: (name, content) => gpg([...key(name), '--clearsign'], content),
    close: async () => {
      await stopAgent(home);
      await rm(home, { recursive: true });
    },
  };
}

function at(time: string | undefined): readonly string[] {
  return time === undefined ? [] : ['--faked-system-time', time];
}

async function run(home: string, args: readonly string[], input: string | Uint8Array): Promise<Buffer> {
  const quiet = ['--homedir', home, '--batch', '--no-tty', '--pinentry-mode', 'loopback', '--passphrase', ''];
  const weak = ['--allow-weak-digest-algos', '--ignore-time-conflict', '--quiet', '--no-auto-check-trustdb'];
  const { stdout } = await execa('gpg', [...quiet, ...weak, ...args], {
    env: cleanEnvironment(home),
    extendEnv: false,
    input,
    encoding: 'buffer',
    stripFinalNewline: false,
  });
  return Buffer.from(stdout);
}

/** Fingerprints of a key and its subkeys. */
async function listed(home: string, name: string): Promise<readonly string[]> {
  const listing = await run(home, ['--with-colons', '--list-keys', '--', `<${name}@example.org>`], '');
  return [...listing.toString().matchAll(/^fpr:+([0-9A-F]{40}):/gm)].map(
    ([, fingerprint = '']) => fingerprint,
  );
}

/** One key with two signing subkeys; the second is revoked once it has signed nothing yet. */
async function addSubkeys(home: string, found: Record<string, string>): Promise<void> {
  await run(home, ['--quick-generate-key', '--', 'sub <sub@example.org>', 'rsa2048', 'sign', 'never'], '');
  const [primary = ''] = await listed(home, 'sub');
  for (let count = 0; count < 2; count += 1)
    await run(home, ['--quick-add-key', primary, 'rsa2048', 'sign', 'never'], '');
  const [, one = '', other = ''] = await listed(home, 'sub');
  found.subkey = one;
  found['revoked-subkey'] = other;
}

/**
 * gpg does not sign with what was revoked, and a provider's revocation comes after its signatures: keys are revoked in a
 * copy of the home, which is what is published.
 */
async function revokeInCopy(
  home: string,
  found: Readonly<Record<string, string>>,
): Promise<(names: readonly string[]) => Promise<string>> {
  const copy = join(home, 'copy');
  await mkdir(copy, { mode: 0o700 });
  for (const part of ['pubring.kbx', 'private-keys-v1.d', 'openpgp-revocs.d'])
    await cp(join(home, part), join(copy, part), { recursive: true });
  const certificate = await readFile(join(copy, 'openpgp-revocs.d', `${found.revoked}.rev`), 'utf8');
  await run(copy, ['--import'], certificate.replace(/^:-----/m, '-----'));
  const [primary = ''] = await listed(copy, 'sub');
  const answers = 'key 2\nrevkey\ny\n0\n\ny\nsave\n';
  await execa(
    'gpg',
    [
      '--homedir',
      copy,
      '--no-tty',
      '--pinentry-mode',
      'loopback',
      '--command-fd',
      '0',
      '--edit-key',
      primary,
    ],
    { env: cleanEnvironment(home), extendEnv: false, input: answers },
  );
  await stopAgent(copy);
  await run(copy, ['--yes', '--delete-secret-and-public-key', '--', found.other ?? ''], '');
  await stopAgent(copy);
  return async (names) => (await run(copy, ['--armor', '--export', '--', ...names], '')).toString();
}
