import type { ProcessRunner } from '../../ports/process-runner.ts';
import { runGpg, signingFailed, textOf } from './gpg-command.ts';

/** A secret key or subkey as `gpg --with-colons` lists it. */
interface ListedKey {
  readonly fingerprint: string;
  /** Fingerprint of the primary key that it belongs to. */
  readonly primary: string;
  readonly signs: boolean;
  readonly expires: string;
  readonly usable: boolean;
}

/** The one key that signs. */
export interface SigningKey {
  readonly fingerprint: string;
  readonly primary: string;
  /** Seconds since 1970, as gpg writes them; empty when it never expires. */
  readonly expires: string;
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
  if (first !== undefined && others.length === 0) return first;
  const what = wanted === null ? `a signing key in ${home}` : `the signing key ${wanted} in ${home}`;
  if (first !== undefined) {
    const all = usable.map((key) => key.fingerprint).join(', ');
    throw signingFailed(
      `${what} is one of several: ${all}`,
      'Name one of these fingerprints as the signing key.',
    );
  }
  if (named.length > 0) {
    const hint = `Extend it with "gpg --homedir ${home} --quick-set-expire ${named[0]?.primary} 2y", or make a new one.`;
    throw signingFailed(`${what} has expired, is revoked or is disabled`, hint);
  }
  throw signingFailed(
    `${what} is missing`,
    'Import the secret key there, or make one with "stagepost init".',
    result,
  );
}

function isNamed(key: ListedKey, wanted: string): boolean {
  return key.fingerprint === wanted || key.primary === wanted;
}

/** GnuPG doc/DETAILS: field 1 record, 2 validity, 7 expiry, 12 capabilities, 10 of `fpr` the fingerprint. */
function readListing(listing: string): readonly ListedKey[] {
  const keys: ListedKey[] = [];
  let record: readonly string[] = [];
  let primary = '';
  for (const fields of listing.split('\n').map((line) => line.split(':'))) {
    if (fields[0] === 'sec' || fields[0] === 'ssb') record = fields;
    if (fields[0] !== 'fpr' || record.length === 0) continue;
    const fingerprint = fields[9] ?? '';
    if (record[0] === 'sec') primary = fingerprint;
    keys.push({
      fingerprint,
      primary,
      signs: (record[11] ?? '').includes('s'),
      expires: record[6] ?? '',
      // Expired, revoked, invalid, disabled.
      usable: !/[erid]/.test(record[1] ?? '') && !(record[11] ?? '').includes('D'),
    });
    record = [];
  }
  return keys;
}
