import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, msOf, plusSeconds } from '../../src/domain/instant.ts';
import { emptyRecord, type ReconcilerRecord } from '../../src/domain/record.ts';
import { clockObjection } from '../../src/plan/check-clock.ts';
import { aGeneration, repositories, voms } from '../builders/plan.ts';
import { aCommit, noon } from '../builders/release.ts';

const hour = 3600;
const day = 24 * hour;
const year = 365 * day;

/** A record whose newest moment is the given one. */
function recordOf(newest: Instant): ReconcilerRecord {
  const generation = { ...aGeneration(repositories.base, 3), date: plusSeconds(newest, -30 * day) };
  const visit = {
    state: 'Unverified',
    entered: newest,
    commit: aCommit('main 1'),
    reason: null,
  } as const;
  return {
    ...emptyRecord,
    generations: new Map([[repositories.base.key, { generation, rootFiles: new Map() }]]),
    releases: new Map([[voms, { release: voms, observed: { state: 'Unverified' }, visits: [visit] }]]),
  };
}

const past = { record: recordOf(noon), committedAt: plusSeconds(noon, -day) };

describe('a clock', () => {
  test.each([
    ['goes on', hour],
    ['stands still', 0],
    ['was set back by what a wrong time zone makes of it', -6 * hour],
    ['comes back from a rest of three months', 90 * day],
  ])('that %s is believed', (_what, seconds) => {
    expect(clockObjection(plusSeconds(noon, seconds), past)).toBeNull();
  });

  test.each([
    ['some hours back', -6 * hour - 1, /already has something of/],
    ['ten years back', -10 * year, /already has something of/],
    ['three months ahead', 90 * day + 1, /the newest thing/],
    ['ten years ahead', 10 * year, /the newest thing/],
  ])('that jumped %s is not', (_what, seconds, why) => {
    expect(clockObjection(plusSeconds(noon, seconds), past)).toMatch(why);
  });

  test('is believed after a long rest when a commit of main is as late', () => {
    const late = plusSeconds(noon, 2 * year);
    expect(clockObjection(late, { ...past, committedAt: plusSeconds(late, -day) })).toBeNull();
  });

  test('is not doubted because a person dated a commit in the future', () => {
    expect(clockObjection(noon, { ...past, committedAt: plusSeconds(noon, 10 * year) })).toBeNull();
  });

  test('has only main to be held against before the first cycle', () => {
    const first = { record: emptyRecord, committedAt: noon };
    expect(clockObjection(plusSeconds(noon, -10 * year), first)).toBeNull();
    expect(clockObjection(plusSeconds(noon, 10 * year), first)).not.toBeNull();
  });

  test('that jumps back and forth never dates anything more than 90 days after what came before it', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10 * year, max: 10 * year }), { maxLength: 30 }), (jumps) => {
        let newest = noon;
        for (const jump of jumps) {
          const now = plusSeconds(noon, jump);
          if (clockObjection(now, { record: recordOf(newest), committedAt: noon }) !== null) continue;
          expect(msOf(now) - msOf(newest)).toBeLessThanOrEqual(90 * day * 1000);
          if (now > newest) newest = now;
        }
      }),
    );
  });
});
