import type { Attempts } from '../../src/domain/actual-state.ts';
import type { Mirrored } from '../../src/domain/mirrored.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Ledger } from '../../src/ports/ledger.ts';

/** A ledger in memory. */
export function fakeLedger(): Ledger {
  const attempts = new Map<ReleaseId, Attempts>();
  const mirrors = new Map<string, Map<string, Mirrored>>();
  return {
    attempts: async () => new Map(attempts),
    noteAttempts: async (release, noted) => {
      attempts.set(release, noted);
    },
    forgetAttempts: async (release) => {
      attempts.delete(release);
    },
    mirrored: async (mirror) => new Map(mirrors.get(mirror)),
    noteMirrored: async (mirror, key, noted) => {
      mirrors.set(mirror, new Map(mirrors.get(mirror)).set(key, noted));
    },
    close: async () => undefined,
  };
}
