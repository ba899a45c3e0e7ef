import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nextAttempts } from '../../src/apply/retry.ts';
import { failure } from '../../src/domain/failure.ts';
import { msOf } from '../../src/domain/instant.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { voms } from '../builders/plan.ts';
import { noon } from '../builders/release.ts';

const retry = { firstSeconds: 60, mostSeconds: 3600 };
const unreachable = failure({ code: 'provider-unreachable', message: 'no answer' });
const refused = failure({ code: 'content-refused', message: 'not agreed', treatment: 'needs-person' });

/** Seconds until the next attempt, after so many that failed before. */
function delayAfter(count: number, what = unreachable, release: ReleaseId = voms): number {
  const before = count === 0 ? undefined : { count, dueAt: noon, content: null };
  const { dueAt } = nextAttempts(
    before,
    { key: release, failure: what, content: null },
    { retry, now: noon },
  );
  return (msOf(dueAt) - msOf(noon)) / 1000;
}

describe('a failed step is due again', () => {
  test.each([
    [0, 60],
    [1, 120],
    [2, 240],
    [5, 1920],
    [6, 3600],
    [60, 3600],
    [5000, 3600],
  ])('after %i failures before in %i seconds, and up to a fifth later', (count, seconds) => {
    expect(delayAfter(count)).toBeGreaterThanOrEqual(seconds);
    expect(delayAfter(count)).toBeLessThanOrEqual(seconds * 1.2);
  });

  test('at a moment that differs from release to release, so that they do not come back together', () => {
    const delays = Array.from({ length: 50 }, (_, at) =>
      delayAfter(6, unreachable, `umd-5/product${at}-1.0.0` as ReleaseId),
    );
    expect(new Set(delays).size).toBeGreaterThan(40);
    expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(3600 * 0.1);
  });

  test('at the same moment whenever it is asked', () => {
    expect(delayAfter(3)).toBe(delayAfter(3));
  });

  test('only after the longest delay when a person must act', () => {
    expect(delayAfter(0, refused)).toBeGreaterThanOrEqual(3600);
    expect(delayAfter(0, refused)).toBeLessThanOrEqual(3600 * 1.2);
  });

  test('never earlier than the first delay nor later than a fifth after the longest, whatever policy says', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 600, max: 100_000 }),
        fc.nat({ max: 100 }),
        (firstSeconds, mostSeconds, count) => {
          const { dueAt, count: next } = nextAttempts(
            { count, dueAt: noon, content: null },
            { key: voms, failure: unreachable, content: null },
            { retry: { firstSeconds, mostSeconds }, now: noon },
          );
          const delay = (msOf(dueAt) - msOf(noon)) / 1000;
          expect(next).toBe(count + 1);
          expect(delay).toBeGreaterThanOrEqual(firstSeconds);
          expect(delay).toBeLessThanOrEqual(Math.ceil(mostSeconds * 1.2));
        },
      ),
    );
  });
});
