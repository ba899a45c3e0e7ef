import type { Attempts } from '../domain/actual-state.ts';
import type { Mirrored } from '../domain/mirrored.ts';
import type { ReleaseId } from '../domain/release.ts';

/** The daemon's own memory; it may be lost without losing truth. */
export interface Ledger {
  /** Failed attempts by release. */
  attempts(): Promise<ReadonlyMap<ReleaseId, Attempts>>;
  /** Remembers a failed attempt; replaces what was remembered. */
  noteAttempts(release: ReleaseId, attempts: Attempts): Promise<void>;
  /** Forgets the attempts of a release; fine when there are none. */
  forgetAttempts(release: ReleaseId): Promise<void>;
  /** What was last seen to be right in a mirror, by key. */
  mirrored(mirror: string): Promise<ReadonlyMap<string, Mirrored>>;
  /** Remembers that a mirror was seen to be right; replaces what was remembered. */
  noteMirrored(mirror: string, key: string, mirrored: Mirrored): Promise<void>;
  /** Gives the file free; idempotent. */
  close(): Promise<void>;
}
