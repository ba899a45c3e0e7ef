/** A file as a client is given it. */
export interface GivenFile {
  readonly bytes: Uint8Array;
  /** For how many seconds a cache between us had kept it; null where none says so. */
  readonly cachedSeconds: number | null;
}

/** Reads small files where clients read them: at addresses of our own stages, from the outside. */
export interface PublicFiles {
  /**
   * Asks for a file by https, http or file; null when there is none. Throws `public-unreachable` when nobody gives it
   * within some seconds, or when it is larger than a root file may be. Never asks another host than that of the address.
   */
  read(url: string): Promise<GivenFile | null>;
}
