import { expect, test } from 'vitest';
import { openDigests } from '../../src/actual/file-digests.ts';
import { timedDigests } from '../../src/actual/timed-digests.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import { noon } from '../builders/release.ts';
import { fakeFiles } from '../fakes/files.ts';
import { fakeLedger } from '../fakes/ledger.ts';

const hour = 3600;

/** One look at these files at a moment, by a ledger that outlives it; answers since when all of them were read. */
async function lookAt(ledger: Ledger, at: Instant, paths: readonly string[]): Promise<Instant | null> {
  const files = fakeFiles({ '/a': 'first', '/b': 'second' });
  const limits = { periodSeconds: 24 * hour, maxBytes: 1_000_000 };
  const digests = await openDigests({ files, ledger, clock: { now: () => at } }, limits);
  const timed = timedDigests(digests);
  for (const path of paths) {
    const facts = await files.facts(path);
    if (facts === null) throw new Error(`${path} is there`);
    await timed.of(path, facts);
  }
  await digests.close();
  return timed.allReadSince();
}

test('What was read in an earlier look still counts from then, and what is read anew from now.', async () => {
  const ledger = fakeLedger();
  expect(await lookAt(ledger, noon, [])).toBeNull();
  expect(await lookAt(ledger, noon, ['/a'])).toBe(noon);
  const later = plusSeconds(noon, 2 * hour);
  expect(await lookAt(ledger, later, ['/b'])).toBe(later);
  expect(await lookAt(ledger, plusSeconds(noon, 3 * hour), ['/a', '/b'])).toBe(noon);
  const due = plusSeconds(noon, 25 * hour);
  expect(await lookAt(ledger, due, ['/a', '/b'])).toBe(later);
});
