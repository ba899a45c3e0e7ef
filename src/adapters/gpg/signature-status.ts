import type { SignatureKind, SignatureVerdict } from '../../domain/signature.ts';
import type { KeyFacts } from './key-facts.ts';

const prefix = '[GNUPG:] ';
// RFC 9580, 9.1 and 9.5: public-key and hash algorithms.
const dsa = 17;
const withSize: readonly number[] = [1, 2, 3, dsa];
const weakHashes: ReadonlyMap<number, string> = new Map([
  [1, 'MD5'],
  [2, 'SHA-1'],
  [3, 'RIPEMD-160'],
]);
const leastBits = 2048;
// Two clocks are never the same.
const toleratedSeconds = 600;
// libgpg-error: GPG_ERR_DIGEST_ALGO, GPG_ERR_NO_PUBKEY and GPG_ERR_TIME_CONFLICT.
const errors = { digestAlgorithm: '5', noKey: '9', timeConflict: '39' };

/** From what is worth most to what says least: of several signatures, the first of these counts. */
const order: readonly SignatureKind[] = [
  'good',
  'bad',
  'revoked-key',
  'weak',
  'expired-key',
  'expired',
  'not-yet-valid',
  'other-key',
  'malformed',
  'missing',
];

interface Facts {
  readonly keys: ReadonlyMap<string, KeyFacts>;
  /** Seconds since 1970. */
  readonly now: number;
}

/** What gpgv says of one signature, by its first words (GnuPG doc/DETAILS, "status"). */
type Status = ReadonlyMap<string, readonly string[]>;

/** Reads the status lines of gpgv. Nothing but a signature that it calls good, with its facts, is ever good. */
export function verdictOf(output: string, facts: Facts): SignatureVerdict {
  const verdicts = groupsOf(output).map((status) => judge(status, facts));
  const best = verdicts.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))[0];
  return best ?? { kind: 'malformed', detail: 'there is no signature in it' };
}

function groupsOf(output: string): readonly Status[] {
  const groups: Map<string, readonly string[]>[] = [];
  for (const line of output.split('\n').filter((each) => each.startsWith(prefix))) {
    const [word = '', ...fields] = line.slice(prefix.length).split(' ');
    if (word === 'NEWSIG') groups.push(new Map());
    groups.at(-1)?.set(word, fields);
  }
  return groups;
}

function judge(status: Status, facts: Facts): SignatureVerdict {
  const bad = status.get('BADSIG');
  if (bad !== undefined) return { kind: 'bad', detail: `made with the key ${bad[0]}` };
  const error = status.get('ERRSIG');
  if (error !== undefined) return judgeError(error, facts);
  const valid = status.get('VALIDSIG');
  if (valid === undefined) return { kind: 'malformed', detail: '' };
  return judgeValid(status, valid, facts);
}

/** `ERRSIG keyid pkalgo hashalgo class time rc fingerprint`. */
function judgeError(fields: readonly string[], { keys, now }: Facts): SignatureVerdict {
  const [keyId = '', , hash = '', , time = '', code = '', fingerprint = ''] = fields;
  const key = keys.get(fingerprint);
  const name = fingerprint.length >= 40 ? fingerprint : keyId;
  if (code === errors.noKey || key === undefined) return { kind: 'other-key', detail: name };
  const weak = weakHashes.get(Number(hash));
  if (code === errors.digestAlgorithm && weak !== undefined)
    return { kind: 'weak', detail: `made with ${weak}` };
  if (key.created > now)
    return { kind: 'not-yet-valid', detail: `the key ${name} is of ${dateOf(key.created)}` };
  if (code === errors.timeConflict) {
    const when = `it is of ${dateOf(Number(time))}, and its key ${name} of ${dateOf(key.created)}`;
    return { kind: 'malformed', detail: when };
  }
  return { kind: 'malformed', detail: `gpgv answers with error ${code}` };
}

/** `VALIDSIG fingerprint date time expires version 0 pkalgo hashalgo class primary`. */
function judgeValid(status: Status, fields: readonly string[], facts: Facts): SignatureVerdict {
  const [fingerprint = '', , time = '', expires = '', , , , hash = '', type = ''] = fields;
  const key = facts.keys.get(fingerprint);
  if (key === undefined) return { kind: 'other-key', detail: fingerprint };
  if (!['00', '01'].includes(type)) return { kind: 'malformed', detail: `it is of type 0x${type}` };
  if (status.has('REVKEYSIG')) return { kind: 'revoked-key', detail: fingerprint };
  const weak = weakness(key, Number(hash));
  if (weak !== undefined) return { kind: 'weak', detail: weak };
  if (status.has('EXPKEYSIG'))
    return { kind: 'expired-key', detail: `${fingerprint} ended on ${dateOf(expiryOf(status, key))}` };
  if (status.has('EXPSIG')) return { kind: 'expired', detail: `it ended on ${dateOf(Number(expires))}` };
  if (Number(time) > facts.now + toleratedSeconds)
    return { kind: 'not-yet-valid', detail: `it is of ${dateOf(Number(time))}` };
  if (!status.has('GOODSIG')) return { kind: 'malformed', detail: 'gpgv does not call it good' };
  return { kind: 'good', detail: `by the key ${fingerprint}` };
}

function weakness({ algorithm, bits }: KeyFacts, hash: number): string | undefined {
  const name = weakHashes.get(hash);
  if (name !== undefined) return `made with ${name}`;
  if (!withSize.includes(algorithm) || bits >= leastBits) return undefined;
  return `made with ${algorithm === dsa ? 'DSA' : 'RSA'} of ${bits} bits`;
}

function expiryOf(status: Status, key: KeyFacts): number {
  return Number(status.get('KEYEXPIRED')?.[0] ?? key.expires ?? 0);
}

function dateOf(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
