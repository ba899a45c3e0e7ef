import { StagepostError } from '../domain/failure.ts';
import {
  type SignatureVerdict,
  signatureMend,
  signatureSentence,
  signatureTreatment,
} from '../domain/signature.ts';
import { counted } from './refuse.ts';

/** A signature that is not good, and what it is of. */
export interface BadSignature {
  readonly name: string;
  readonly verdict: SignatureVerdict;
  /** A signature inside what it signs is pinned with it; one in a file beside it is not. */
  readonly place: 'inside' | 'beside';
}

/** The failure of a release with such signatures: a line for each, and what has to be done about each kind. */
export function refuseSignatures(bad: readonly BadSignature[]): StagepostError {
  const [first] = bad;
  const alone = bad.length === 1 && first !== undefined;
  const treatments = bad.map(({ verdict, place }) => signatureTreatment(verdict.kind, place));
  return new StagepostError({
    code: 'signature-bad',
    message: alone ? lineOf(first) : `${counted(bad.length, 'signature')} of the release are not good`,
    hint: [...new Set(bad.map(({ verdict }) => signatureMend(verdict)))].join(' '),
    // What only a person can mend is not mended by time.
    treatment: treatments.includes('needs-person') ? 'needs-person' : 'retry',
    details: bad.map(lineOf),
  });
}

/** `SHA256SUMS: its signature …`. */
export function lineOf({ name, verdict }: Pick<BadSignature, 'name' | 'verdict'>): string {
  return `${name}: ${signatureSentence(verdict)}`;
}
