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

    test('Cached documents are found by key, and keys that are not cached are absent.', async () => {
      const { cache, cached } = await ledger();
      await cache(
        new Map([
          ['a', '{"x":1}'],
          ['b', 'naïve ☃ \u0000 "'],
        ]),
      );
      expect(await cached(['b', 'c', 'a', 'a'])).toEqual(
        new Map([
          ['a', '{"x":1}'],
          ['b', 'naïve ☃ \u0000 "'],
        ]),
      );
      expect(await cached([])).toEqual(new Map());
    });

    test('A document that is cached again is replaced, and caching nothing is fine.', async () => {
      const { cache, cached } = await ledger();
      await cache(new Map([['a', 'one']]));
      await cache(new Map([['a', 'two']]));
      await cache(new Map());
      expect(await cached(['a'])).toEqual(new Map([['a', 'two']]));
    });

    test('Many documents go in and come out at once.', async () => {
      const { cache, cached } = await ledger();
      const many = new Map(Array.from({ length: 2500 }, (_, index) => [`key ${index}`, `document ${index}`]));
      await cache(many);
      expect(await cached([...many.keys()])).toEqual(many);
    });

    test('Closing twice is fine.', async () => {
      const { close } = await ledger();
      await close();
      await expect(close()).resolves.toBeUndefined();
    });
  });
}
