import type { Attempts } from '../../src/domain/actual-state.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Ledger } from '../../src/ports/ledger.ts';

/** A ledger in memory. */
export function fakeLedger(): Ledger {
  const attempts = new Map<ReleaseId, Attempts>();
  const documents = new Map<string, string>();
  return {
    attempts: async () => new Map(attempts),
    noteAttempts: async (release, noted) => {
      attempts.set(release, noted);
    },
    forgetAttempts: async (release) => {
      attempts.delete(release);
    },
    cached: async (keys) => {
      const wanted = new Set(keys);
      return new Map([...documents].filter(([key]) => wanted.has(key)));
    },
    cache: async (more) => {
      for (const [key, content] of more) documents.set(key, content);
    },
    close: async () => undefined,
  };
}
