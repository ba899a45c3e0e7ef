import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../domain/secret.ts';

/** Whether `sha256=<hex>` is the HMAC of these bytes with the secret, compared in a time that says nothing. */
export function isSignedBy(
  secret: Secret,
  signed: readonly (string | Uint8Array)[],
  signature: string,
): boolean {
  const given = /^sha256=([0-9a-f]{64})$/.exec(signature)?.[1];
  if (given === undefined) return false;
  const hmac = createHmac('sha256', secret.reveal());
  for (const part of signed) hmac.update(part);
  return timingSafeEqual(hmac.digest(), Buffer.from(given, 'hex'));
}
