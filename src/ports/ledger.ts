import type { Attempts } from '../domain/actual-state.ts';
import type { ReleaseId } from '../domain/release.ts';

/** The daemon's own memory; it may be lost without losing truth. */
export interface Ledger {
  /** Failed attempts by release. */
  attempts(): Promise<ReadonlyMap<ReleaseId, Attempts>>;
  /** Remembers a failed attempt; replaces what was remembered. */
  noteAttempts(release: ReleaseId, attempts: Attempts): Promise<void>;
  /** Forgets the attempts of a release; fine when there are none. */
  forgetAttempts(release: ReleaseId): Promise<void>;
  /** Parsed documents by key; keys that are not cached are absent from the answer. */
  cached(keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Caches parsed documents under keys that name their content and the version of the reader. */
  cache(documents: ReadonlyMap<string, string>): Promise<void>;
  /** Gives the file free; idempotent. */
  close(): Promise<void>;
}
