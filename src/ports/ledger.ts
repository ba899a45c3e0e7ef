import type { AttemptKey, Attempts } from '../domain/actual-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { Mirrored } from '../domain/mirrored.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { SeenFile } from '../domain/seen-file.ts';

/** The daemon's own memory; it may be lost without losing truth. */
export interface Ledger {
  /** Failed attempts by release, and by operating system. */
  attempts(): Promise<ReadonlyMap<AttemptKey, Attempts>>;
  /** Remembers a failed attempt; replaces what was remembered. */
  noteAttempts(key: AttemptKey, attempts: Attempts): Promise<void>;
  /** Forgets the attempts of a release or a reading; fine when there are none. */
  forgetAttempts(key: AttemptKey): Promise<void>;
  /** What was last seen to be right in a mirror, by key. */
  mirrored(mirror: string): Promise<ReadonlyMap<string, Mirrored>>;
  /** Remembers that a mirror was seen to be right; replaces what was remembered. */
  noteMirrored(mirror: string, key: string, mirrored: Mirrored): Promise<void>;
  /** The digests of files that were read, by their inode's key. */
  seenFiles(): Promise<ReadonlyMap<string, SeenFile>>;
  /** Remembers digests, replacing what was remembered of the same keys, and forgets those from before a moment. */
  noteSeenFiles(files: ReadonlyMap<string, SeenFile>, keepSince: Instant): Promise<void>;
  /** The numbers of tickets that were found or made, by release. */
  ticketNumbers(): Promise<ReadonlyMap<ReleaseId, number>>;
  /** Remembers the number of a release's ticket; replaces what was remembered. */
  noteTicketNumber(release: ReleaseId, number: number): Promise<void>;
  /** Gives the file free; idempotent. */
  close(): Promise<void>;
}
