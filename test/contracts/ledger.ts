import { describe, expect, onTestFinished, test } from 'vitest';
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
      await noteAttempts(voms, { count: 1, dueAt: noon });
      await noteAttempts(dcache, { count: 4, dueAt: noon });
      await noteAttempts(voms, { count: 2, dueAt: later });
      expect(await attempts()).toEqual(
        new Map([
          [dcache, { count: 4, dueAt: noon }],
          [voms, { count: 2, dueAt: later }],
        ]),
      );
    });

    test('Forgetting the attempts of a release leaves the others, and forgetting nothing is fine.', async () => {
      const { attempts, noteAttempts, forgetAttempts } = await ledger();
      await noteAttempts(voms, { count: 1, dueAt: noon });
      await noteAttempts(dcache, { count: 1, dueAt: noon });
      await forgetAttempts(voms);
      await forgetAttempts(voms);
      expect([...(await attempts()).keys()]).toEqual([dcache]);
    });

    test('Closing twice is fine.', async () => {
      const { close } = await ledger();
      await close();
      await expect(close()).resolves.toBeUndefined();
    });
  });
}
