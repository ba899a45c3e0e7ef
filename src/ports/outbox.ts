import type { Instant } from '../domain/instant.ts';
import type { Letter, LetterStanding, SentMail, StoredLetter } from '../domain/mail.ts';
import type { ReleaseId } from '../domain/release.ts';

/** How many stays of each release have been dealt with, by mail or by telling nobody. */
export type TellingProgress = ReadonlyMap<ReleaseId, number>;

/** Letters, kept until a server has taken them; each at most once by address, release and stay. */
export interface Outbox {
  /** How far telling has come; null when nothing was ever sent from here. */
  progress(): Promise<TellingProgress | null>;
  /** Marks that telling begins here: what these stays are is the past. Nothing is changed where it had begun. */
  begin(progress: TellingProgress): Promise<void>;
  /**
   * Keeps letters that are due at once and notes how far telling has come, both or neither, on the disk before the answer. A
   * letter that is there is left as it stands. Throws `ledger-failed` where they would not outlive the process.
   */
  queue(letters: readonly Letter[], progress: TellingProgress, now: Instant): Promise<void>;
  /** Every letter that is not sent, in order of their coming. */
  open(): Promise<readonly StoredLetter[]>;
  /** The mails that were sent after a moment, each once. */
  sentSince(moment: Instant): Promise<readonly SentMail[]>;
  /** Changes how letters stand, all or none; fine for those that are gone. */
  restand(letters: readonly Letter[], standing: LetterStanding): Promise<void>;
  /** Takes letters out; fine for those that are gone. */
  drop(letters: readonly Letter[]): Promise<void>;
  /** Forgets what was sent before a moment. */
  forget(before: Instant): Promise<void>;
}
