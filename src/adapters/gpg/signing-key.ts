import type { ProcessRunner } from '../../ports/process-runner.ts';
import { runGpg, signingFailed, textOf } from './gpg-command.ts';

/** A secret key or subkey as `gpg --with-colons` lists it. */
interface ListedKey {
  readonly fingerprint: string;
  /** Fingerprint of the primary key that it belongs to. */
  readonly primary: string;
  readonly signs: boolean;
  /** Seconds since 1970, as gpg writes them; empty when it never expires. */
  readonly ownExpiry: string;
  readonly primaryExpiry: string;
  readonly usable: boolean;
}

/** The one key that signs. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly primary: string;
  /** Seconds since 1970 of the end of it or of its primary key, whichever is sooner; null when there is none. */
  readonly expires: number | null;
  /** The commands that extend it. */
  readonly extend: string;
}

/**
 * Finds the signing key of a home. `wanted` is a fingerprint, or null for the only one that is there.
 * Throws `signing-failed` with the mend when it is missing, expired or one of several.
 */
export async function findSigningKey(
  runner: ProcessRunner,
  home: string,
  wanted: string | null,
): Promise<SigningKey> {
  const result = await runGpg(runner, home, { args: ['--with-colons', '--list-secret-keys'] });
  const keys = readListing(textOf(result.stdout)).filter((key) => key.signs);
  const named = wanted === null ? keys : keys.filter((key) => isNamed(key, wanted));
  const usable = named.filter((key) => key.usable);
  const exact = usable.find((key) => key.fingerprint === wanted);
  const [first, ...others] = exact === undefined ? usable : [exact];
  if (first !== undefined && others.length === 0) return describe(home, first);
  const what = wanted === null ? `a signing key in ${home}` : `the signing key ${wanted} in ${home}`;
  if (first !== undefined) {
    const all = usable.map((key) => key.fingerprint).join(', ');
    throw signingFailed(
      `${what} is one of several: ${all}`,
      'Name one of these fingerprints as the signing key.',
    );
  }
  const [ended] = named;
  if (ended !== undefined) {
    const hint = `Extend it with "${extendCommands(home, ended)}", or make a new one.`;
    throw signingFailed(`${what} has expired, is revoked or is disabled`, hint);
  }
  throw signingFailed(
    `${what} is missing`,
    'Import the secret key there, or make one with "stagepost init".',
    result,
  );
}

function describe(home: string, key: ListedKey): SigningKey {
  const ends = [key.ownExpiry, key.primaryExpiry].filter((expiry) => expiry !== '').map(Number);
  return {
    fingerprint: key.fingerprint,
    primary: key.primary,
    expires: ends.length === 0 ? null : Math.min(...ends),
    extend: extendCommands(home, key),
  };
}

/** gpg wants the primary key first, also for a subkey; one command extends one of the two. */
function extendCommands(home: string, { fingerprint, primary, ownExpiry, primaryExpiry }: ListedKey): string {
  const command = `gpg --homedir ${home} --quick-set-expire ${primary} 2y`;
  const ofSubkey = fingerprint !== primary && ownExpiry !== '';
  const ofPrimary = primaryExpiry !== '' || !ofSubkey;
  return [...(ofPrimary ? [command] : []), ...(ofSubkey ? [`${command} ${fingerprint}`] : [])].join(' && ');
}

function isNamed(key: ListedKey, wanted: string): boolean {
  return key.fingerprint === wanted || key.primary === wanted;
}

/** GnuPG doc/DETAILS: field 1 record, 2 validity, 7 expiry, 12 capabilities, 10 of `fpr` the fingerprint. */
function readListing(listing: string): readonly ListedKey[] {
  const keys: ListedKey[] = [];
  let record: readonly string[] = [];
  let primary = '';
  let primaryExpiry = '';
  for (const fields of listing.split('\n').map((line) => line.split(':'))) {
    if (fields[0] === 'sec' || fields[0] === 'ssb') record = fields;
    if (fields[0] !== 'fpr' || record.length === 0) continue;
    const fingerprint = fields[9] ?? '';
    const [kind, validity = '', , , , , ownExpiry = '', , , , , capabilities = ''] = record;
    if (kind === 'sec') [primary, primaryExpiry] = [fingerprint, ownExpiry];
    keys.push({
      fingerprint,
      primary,
      signs: capabilities.includes('s'),
      ownExpiry,
      primaryExpiry,
      // Expired, revoked, invalid, disabled.
      usable: !/[erid]/.test(validity) && !capabilities.includes('D'),
    });
    record = [];
  }
  return keys;
}
