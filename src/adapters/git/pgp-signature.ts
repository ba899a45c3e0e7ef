import type { CommitSignature } from '../../ports/commit-signatures.ts';
import type { Keyholder } from './pgp-home.ts';
import { strangerSentence } from './ssh-signature.ts';

const prefix = '[GNUPG:] ';

const refusals: readonly (readonly [string, string])[] = [
  ['BADSIG', 'has a signature that does not fit it'],
  ['REVKEYSIG', 'is signed with a key that has been revoked'],
  ['EXPSIG', 'has a signature that has expired'],
  ['NODATA', 'has a signature that cannot be read'],
  ['UNEXPECTED', 'has a signature that cannot be read'],
];

/**
 * What gpg says in its status lines (GnuPG doc/DETAILS, "General status codes"); undefined for words that are not known.
 * A key that has ended since is told by its end: whoever asks knows for which moment.
 */
export function pgpSignature(
  output: string,
  holders: ReadonlyMap<string, Keyholder>,
): CommitSignature | undefined {
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith(prefix))
    .map((line) => line.slice(prefix.length).split(' '));
  const of = (word: string) => lines.filter((fields) => fields[0] === word);
  const refusal = refusals.find(([word]) => of(word).length > 0);
  if (refusal !== undefined) return { kind: 'refused', sentence: refusal[1] };
  const [error] = of('ERRSIG');
  if (error !== undefined) return { kind: 'refused', sentence: sentenceOf(error) };
  const valid = of('VALIDSIG');
  const judged = of('GOODSIG').length + of('EXPKEYSIG').length;
  if (valid.length === 0) return undefined;
  if (valid.length !== 1 || judged !== 1) return { kind: 'refused', sentence: 'has more than one signature' };
  const [, signedWith = ''] = valid[0] ?? [];
  const holder = holders.get(signedWith);
  if (holder === undefined) return { kind: 'refused', sentence: strangerSentence(signedWith) };
  if (holder.person === null)
    return { kind: 'refused', sentence: `is signed with the key ${signedWith}, which two people have` };
  if (of('EXPKEYSIG').length > 0 && holder.ends === null) return undefined;
  return { kind: 'good', person: holder.person, signedWith, keyEnds: holder.ends };
}

// `ERRSIG keyid pkalgo hashalgo class time rc fingerprint`; GPG_ERR_NO_PUBKEY is 9.
function sentenceOf([, keyId = '', , hash = '', , , code = '', fingerprint = '']: readonly string[]): string {
  if (code === '9') return strangerSentence(fingerprint.length >= 40 ? fingerprint : keyId);
  return `has a signature that gpg does not accept (error ${code}, hash ${hash})`;
}
