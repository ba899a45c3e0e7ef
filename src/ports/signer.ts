/** The repository key of this host, and the check of what it signed. Two signatures of the same bytes differ. */
export interface Signer {
  /** Fingerprint of the signing key. Throws `signing-failed` when the key is missing, expired or ambiguous. */
  fingerprint(): Promise<string>;
  /** The public key, armoured, as clients import it. */
  publicKey(): Promise<string>;
  /** A detached armoured signature. */
  detach(content: string): Promise<string>;
  /** The content inside a clear-signed envelope. */
  clearsign(content: string): Promise<string>;
  /** Throws `signature-bad` unless the detached signature is a good one of this key over exactly these bytes. */
  checkDetached(content: string, signature: string): Promise<void>;
  /** The signed text; throws `signature-bad` unless it is well signed by this key. */
  checkClearsigned(envelope: string): Promise<string>;
}
