import type { AttemptKey, Attempts } from '../../src/domain/actual-state.ts';
import type { Mirrored } from '../../src/domain/mirrored.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { SeenFile } from '../../src/domain/seen-file.ts';
import type { Ledger } from '../../src/ports/ledger.ts';

/** A ledger in memory. */
export function fakeLedger(): Ledger {
  const attempts = new Map<AttemptKey, Attempts>();
  const mirrors = new Map<string, Map<string, Mirrored>>();
  const seen = new Map<string, SeenFile>();
  const tickets = new Map<ReleaseId, number>();
  return {
    attempts: async () => new Map(attempts),
    noteAttempts: async (key, noted) => {
      attempts.set(key, noted);
    },
    forgetAttempts: async (key) => {
      attempts.delete(key);
    },
    mirrored: async (mirror) => new Map(mirrors.get(mirror)),
    noteMirrored: async (mirror, key, noted) => {
      mirrors.set(mirror, new Map(mirrors.get(mirror)).set(key, noted));
    },
    seenFiles: async () => new Map(seen),
    noteSeenFiles: async (files, keepSince) => {
      for (const [key, file] of files) seen.set(key, file);
      for (const [key, { at }] of seen) if (at < keepSince) seen.delete(key);
    },
    ticketNumbers: async () => new Map(tickets),
    noteTicketNumber: async (release, number) => {
      tickets.set(release, number);
    },
    close: async () => undefined,
  };
}
