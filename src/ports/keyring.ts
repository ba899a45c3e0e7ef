import type { SignatureVerdict } from '../domain/signature.ts';

/** What a detached signature has to fit: bytes, or the absolute path of a file. */
export type SignedContent = Uint8Array | { readonly path: string };

/** The public keys of one provider, and nothing else. Every answer is a verdict; only broken machinery throws. */
export interface Keyring {
  /** The keys as armoured blocks for other tools: one primary key each, with its subkeys that were not revoked. */
  readonly blocks: readonly string[];
  /** Judges a detached signature, armoured or not, over exactly this content. Of several the best one counts. */
  checkDetached(signature: Uint8Array, content: SignedContent): Promise<SignatureVerdict>;
  /** Judges a clear-signed text, and answers with the text that was signed; null when it cannot be read. */
  checkClearsigned(
    envelope: Uint8Array,
  ): Promise<{ readonly verdict: SignatureVerdict; readonly text: Uint8Array | null }>;
}

/** Makes keyrings. */
export interface Keyrings {
  /**
   * Gives a keyring of exactly these armoured keys (each text may hold several blocks, each block several keys) for as long
   * as the work takes, and leaves nothing behind. Throws `tool-refused` for a text without a readable key.
   */
  use<T>(armored: readonly string[], work: (keyring: Keyring) => Promise<T>): Promise<T>;
}
