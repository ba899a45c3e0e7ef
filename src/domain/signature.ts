import type { Treatment } from './failure.ts';

/** Whether a signature has to be there (R62): always, only a good one if there is one, or nobody looks. */
export type SignatureRule = 'required' | 'when-present' | 'ignored';

/** What of a provider's deliveries has to be signed; DEBs by an origin signature inside the package. */
export interface SignatureRules {
  readonly rpm: SignatureRule;
  readonly deb: SignatureRule;
  readonly checksums: SignatureRule;
}

/** Nobody looks at any signature. */
export const nothingSigned: SignatureRules = { rpm: 'ignored', deb: 'ignored', checksums: 'ignored' };

/** What can be said of a signature; each asks somebody for something else. */
export type SignatureKind =
  | 'good'
  | 'missing'
  | 'bad'
  | 'malformed'
  | 'other-key'
  | 'revoked-key'
  | 'weak'
  | 'expired-key'
  | 'expired'
  | 'not-yet-valid';

/** The judgement of one signature. */
export interface SignatureVerdict {
  readonly kind: SignatureKind;
  /** Which key, since when, what a tool said; empty when there is nothing to add. */
  readonly detail: string;
}

interface Meaning {
  readonly sentence: string;
  /** Who has to do what. */
  readonly mend: string;
  /** Whether it can become good without a change in git where the signature itself may be replaced at the provider. */
  readonly replaceable: boolean;
}

const meanings: Readonly<Record<SignatureKind, Meaning>> = {
  good: { sentence: 'its signature is good', mend: '', replaceable: true },
  missing: {
    sentence: 'it has no signature',
    mend: 'The provider has to sign it, or signatures in stagepost.yaml must not require it.',
    replaceable: true,
  },
  bad: {
    sentence: 'its signature does not fit: what was signed had other bytes',
    mend: 'Ask the provider who changed it after it was signed; do not trust it.',
    replaceable: true,
  },
  malformed: {
    sentence: 'its signature cannot be read',
    mend: 'The provider has to sign it again.',
    replaceable: true,
  },
  'other-key': {
    sentence: 'its signature was made by a key that is not one of the provider',
    mend: 'If the provider has a new key, confirm it by another way and add it to its keys in stagepost.yaml.',
    replaceable: true,
  },
  'revoked-key': {
    sentence: 'its signature was made by a key that has been revoked',
    mend: 'The provider has to sign it again with another key.',
    replaceable: false,
  },
  weak: {
    sentence: 'its signature is weak',
    mend: 'The provider has to sign it again with SHA-256 or better, and with RSA or DSA of 2048 bits or more.',
    replaceable: false,
  },
  'expired-key': {
    sentence: 'its signature was made by a key that has expired',
    mend: 'The provider has to extend the key, and its file in the release repository has to be replaced.',
    replaceable: false,
  },
  expired: {
    sentence: 'its signature has expired',
    mend: 'The provider has to sign it again.',
    replaceable: true,
  },
  'not-yet-valid': {
    sentence: 'its signature is dated in the future',
    mend: 'It is tried again; compare the clock of this host with that of the provider.',
    replaceable: true,
  },
};

/** The judgement for people, without the name of what was signed. */
export function signatureSentence({ kind, detail }: SignatureVerdict): string {
  const { sentence } = meanings[kind];
  return detail === '' ? sentence : `${sentence}: ${detail}`;
}

/** What somebody has to do about it; empty for a good one. */
export function signatureMend({ kind }: Pick<SignatureVerdict, 'kind'>): string {
  return meanings[kind].mend;
}

/**
 * What is to be done about a signature that is not good. Time mends a date in the future. A signature beside what it
 * signs can be replaced by the provider; one inside of it is pinned with it, so that only an edit in git helps.
 */
export function signatureTreatment(kind: SignatureKind, place: 'inside' | 'beside'): Treatment {
  if (kind === 'not-yet-valid') return 'retry';
  return place === 'beside' && meanings[kind].replaceable ? 'retry' : 'needs-person';
}
