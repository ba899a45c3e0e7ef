import type { Attempts } from '../../src/domain/actual-state.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Ledger } from '../../src/ports/ledger.ts';

/** A ledger in memory. */
export function fakeLedger(): Ledger {
  const attempts = new Map<ReleaseId, Attempts>();
  return {
    attempts: async () => new Map(attempts),
    noteAttempts: async (release, noted) => {
      attempts.set(release, noted);
    },
    forgetAttempts: async (release) => {
      attempts.delete(release);
    },
    close: async () => undefined,
  };
}
