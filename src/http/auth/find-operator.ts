import { createHash, timingSafeEqual } from 'node:crypto';
import type { Sha256 } from '../../domain/digest.ts';

/** Somebody who may ask for operations. */
export interface Operator {
  readonly name: string;
  /** SHA-256 of a random token. */
  readonly tokenDigest: Sha256;
}

/** The operator whose token a request brings; undefined for no token, a wrong one, or one in another form. */
export function findOperator(
  operators: readonly Operator[],
  authorization: string | undefined,
): Operator | undefined {
  const token = /^Bearer ([\x21-\x7e]{1,1000})$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const digest = createHash('sha256').update(token).digest();
  // All are compared, so that the time says nothing about which one it was.
  const found = operators.filter(({ tokenDigest }) =>
    timingSafeEqual(Buffer.from(tokenDigest, 'hex'), digest),
  );
  return found[0];
}
