import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { MessageStanding, StoredMessage } from '../domain/rollout-message.ts';

/** Messages of others, kept until somebody has dealt with them (R89). */
export interface Inbox {
  /**
   * Keeps a message, on the disk before the answer. When one of that delivery is there, or one with the same signed
   * text, nothing is changed and that one is the answer. Throws `ledger-failed` where it would not outlive the process.
   */
  keep(
    message: StoredMessage,
    signed: Sha256,
  ): Promise<{ readonly kept: StoredMessage; readonly isNew: boolean }>;
  /** Every message that stands in one of these ways, in order of arrival; all without an argument. */
  list(kinds?: readonly MessageStanding['kind'][]): Promise<readonly StoredMessage[]>;
  /** The message of a delivery; null when there is none. */
  find(delivery: string): Promise<StoredMessage | null>;
  /** Changes how a message stands; fine when it is gone. */
  restand(delivery: string, standing: MessageStanding): Promise<void>;
  /** Forgets those from before a moment that nobody has to deal with any more. */
  forget(before: Instant): Promise<void>;
}
