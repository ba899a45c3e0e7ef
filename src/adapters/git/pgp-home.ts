import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Person } from '../../domain/approval-policy.ts';
import { StagepostError } from '../../domain/failure.ts';
import { type Instant, instantOfMs } from '../../domain/instant.ts';
import { gitEnvironment } from './environment.ts';

/** Whose an OpenPGP key is. */
export interface Keyholder {
  /** Null where two people have it. */
  readonly person: string | null;
  /** When it, or the key that it belongs to, ends; null for never. */
  readonly ends: Instant | null;
}

const settings = [
  'batch',
  'no-tty',
  'no-autostart',
  'no-auto-key-locate',
  'no-auto-key-retrieve',
  'weak-digest SHA1',
  'weak-digest RIPEMD160',
];

/** Makes a home of gpg with the keys of these people and no others; the owners of all keys by fingerprint. */
export async function makePgpHome(
  home: string,
  people: readonly Person[],
): Promise<ReadonlyMap<string, Keyholder>> {
  await writeFile(path.join(home, 'gpg.conf'), `${settings.join('\n')}\n`);
  const holders = new Map<string, Keyholder>();
  const all = people.flatMap(({ key, pgpKeys }) => pgpKeys.map((each) => ({ person: key, ...each })));
  for (const [index, { person, file, armored }] of all.entries()) {
    const copy = path.join(home, `${index}.asc`);
    await writeFile(copy, armored);
    const listing = await runGpg(home, ['--with-colons', '--show-keys', '--', copy], `read ${file}`);
    const ends = keysIn(listing);
    if (ends.size === 0) throw unreadable(`gpg finds no public key in ${file}`, '');
    for (const [fingerprint, end] of ends) {
      const other = holders.get(fingerprint);
      const owner = other === undefined || other.person === person ? person : null;
      holders.set(fingerprint, { person: owner, ends: end });
    }
    await runGpg(home, ['--import', '--', copy], `take in ${file}`);
  }
  return holders;
}

/** Fingerprints of keys and subkeys with their ends (GnuPG doc/DETAILS, "Format of the colon listings"). */
function keysIn(listing: string): ReadonlyMap<string, Instant | null> {
  const ends = new Map<string, Instant | null>();
  let primary: Instant | null = null;
  let current: Instant | null = null;
  for (const fields of listing.split('\n').map((line) => line.split(':'))) {
    if (fields[0] === 'pub') primary = current = endOf(fields[6]);
    if (fields[0] === 'sub') current = earlier(primary, endOf(fields[6]));
    if (fields[0] === 'fpr') ends.set(fields[9] ?? '', current);
  }
  return ends;
}

function endOf(seconds: string | undefined): Instant | null {
  return seconds === undefined || seconds === '' ? null : instantOfMs(Number(seconds) * 1000);
}

function earlier(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

async function runGpg(home: string, args: readonly string[], doing: string): Promise<string> {
  const result = await execa('gpg', ['--homedir', home, ...args], {
    cwd: home,
    env: gitEnvironment({}),
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    timeout: 60_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  if (result.code === 'ENOENT')
    throw new StagepostError({
      code: 'tool-missing',
      message: 'gpg cannot be started, and a commit is signed by an OpenPGP key',
      hint: 'Install GnuPG.',
      treatment: 'needs-person',
    });
  if (result.exitCode !== 0) throw unreadable(`gpg could not ${doing}`, result.stderr);
  return result.stdout;
}

function unreadable(message: string, stderr: string): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message,
    hint: 'A key file holds armoured public keys; write it with: gpg --armor --export FINGERPRINT',
    treatment: 'needs-person',
    details: stderr.split('\n').filter((line) => line !== ''),
  });
}
