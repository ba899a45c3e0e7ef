import { describe, expect, onTestFinished, test } from 'vitest';
import { sha256Of } from '../../src/domain/digest.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { Ledger } from '../../src/ports/ledger.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const dcache = 'umd-5/dcache-9.2.0' as ReleaseId;
const noon = '2026-11-22T12:00:00Z' as Instant;
const later = '2026-11-22T13:00:00Z' as Instant;

/** What every ledger must do; `open` starts an empty one. */
export function ledgerContract(title: string, open: () => Promise<Ledger>): void {
  async function ledger(): Promise<Ledger> {
    const opened = await open();
    onTestFinished(() => opened.close());
    return opened;
  }

  describe(`${title} as a ledger`, () => {
    test('Attempts are remembered by release, and the last ones count.', async () => {
      const { attempts, noteAttempts } = await ledger();
      expect(await attempts()).toEqual(new Map());
      await noteAttempts(voms, { count: 1, dueAt: noon, content: null });
      await noteAttempts(dcache, { count: 4, dueAt: noon, content: null });
      await noteAttempts(voms, { count: 2, dueAt: later, content: null });
      expect(await attempts()).toEqual(
        new Map([
          [dcache, { count: 4, dueAt: noon, content: null }],
          [voms, { count: 2, dueAt: later, content: null }],
        ]),
      );
    });

    test('Forgetting the attempts of a release leaves the others, and forgetting nothing is fine.', async () => {
      const { attempts, noteAttempts, forgetAttempts } = await ledger();
      await noteAttempts(voms, { count: 1, dueAt: noon, content: null });
      await noteAttempts(dcache, { count: 1, dueAt: noon, content: null });
      await forgetAttempts(voms);
      await forgetAttempts(voms);
      expect([...(await attempts()).keys()]).toEqual([dcache]);
    });

    test('What was mirrored is found by mirror and key, and noted again it is replaced.', async () => {
      const { mirrored, noteMirrored } = await ledger();
      const first = { digest: sha256Of('first'), at: noon };
      const second = { digest: sha256Of('second'), at: noon };
      await noteMirrored('tickets', 'a', first);
      await noteMirrored('tickets', 'b', first);
      await noteMirrored('statuses', 'a', first);
      await noteMirrored('tickets', 'a', second);
      expect(await mirrored('tickets')).toEqual(
        new Map([
          ['a', second],
          ['b', first],
        ]),
      );
      expect(await mirrored('none')).toEqual(new Map());
    });

    test('What was read of files is found by its key, replaced, and forgotten when it is old.', async () => {
      const { seenFiles, noteSeenFiles } = await ledger();
      const first = { stamp: '1.2.3', sha256: sha256Of('first'), at: noon };
      const second = { stamp: '1.2.4', sha256: sha256Of('second'), at: later };
      const many = Array.from({ length: 1200 }, (_, at) => [`7:${at}`, first] as const);
      await noteSeenFiles(new Map(many), noon);
      expect((await seenFiles()).size).toBe(1200);
      await noteSeenFiles(new Map([['7:1', second]]), later);
      expect(await seenFiles()).toEqual(new Map([['7:1', second]]));
      await noteSeenFiles(new Map(), later);
      expect(await seenFiles()).toEqual(new Map([['7:1', second]]));
    });

    test('The number of a ticket is found by its release, and noted again it is replaced.', async () => {
      const { ticketNumbers, noteTicketNumber } = await ledger();
      expect(await ticketNumbers()).toEqual(new Map());
      await noteTicketNumber(voms, 7);
      await noteTicketNumber(dcache, 8);
      await noteTicketNumber(voms, 9);
      expect(await ticketNumbers()).toEqual(
        new Map([
          [dcache, 8],
          [voms, 9],
        ]),
      );
    });

    test('Closing twice is fine.', async () => {
      const { close } = await ledger();
      await close();
      await expect(close()).resolves.toBeUndefined();
    });
  });
}
