import type { Instant } from '../../domain/instant.ts';
import type { StoredLetter } from '../../domain/mail.ts';
import type { StoredMessage } from '../../domain/rollout-message.ts';
import type { ClientTruth } from '../../report/views/client-truth.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';

/** What is measured when somebody asks, beside what was counted on the way. */
export interface MeterFacts {
  readonly now: Instant;
  readonly isReady: boolean;
  /** Null before the first one. */
  readonly observedAt: Instant | null;
  readonly snapshot: Snapshot | null;
  /** What clients were given last. */
  readonly truth: ClientTruth;
  readonly messages: readonly StoredMessage[];
  /** Mail that is not sent. */
  readonly letters: readonly StoredLetter[];
  /** When the signing key ends; null when it never does, or that cannot be told. */
  readonly keyExpires: Instant | null;
}

/** How a run of the loop ended. */
export type RunResult = 'done' | 'quiet' | 'failed' | 'refused' | 'error';
