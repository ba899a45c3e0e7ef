/** A public key as it stands in the release repository. */
export interface PublicKey {
  /** Path in the release repository; its base name is the name under which clients find the key. */
  readonly file: string;
  readonly armored: string;
}
