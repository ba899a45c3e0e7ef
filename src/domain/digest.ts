import { createHash } from 'node:crypto';

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
export type Sha256 = string & { readonly __brand: 'Sha256' };

const hex64 = /^[0-9a-f]{64}$/;

/** Reads 64 lower-case hexadecimal digits, with or without the prefix `sha256:`; undefined otherwise. */
export function asSha256(text: string): Sha256 | undefined {
  const digits = text.startsWith('sha256:') ? text.slice('sha256:'.length) : text;
  return hex64.test(digits) ? (digits as Sha256) : undefined;
}

/** The digest of bytes, or of a text in UTF-8. */
export function sha256Of(content: Uint8Array | string): Sha256 {
  return createHash('sha256').update(content).digest('hex') as Sha256;
}

/**
 * JSON with sorted keys and no spaces: equal values give equal text, whatever order their keys were set in.
 * Undefined members are left out, as JSON does.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** The digest of a JSON value, independent of the order of its keys. */
export function digestOfValue(value: unknown): Sha256 {
  return sha256Of(canonicalJson(value));
}

/** The first seven digits, for people; never used to tell two digests apart. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 7);
}
