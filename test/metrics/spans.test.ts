import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../src/domain/instant.ts';
import type { Visit } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import { endedStays, leadTimes, quantilesOf } from '../../src/metrics/spans.ts';
import { allTimes } from '../../src/metrics/stays.ts';
import { aCommit, noon } from '../builders/release.ts';

function visits(...stays: readonly (readonly [StateName, number])[]): readonly Visit[] {
  return stays.map(([state, hours]) => ({
    state,
    entered: plusSeconds(noon, hours * 3600),
    commit: aCommit('a'),
    reason: null,
  }));
}

function timesOf(...all: readonly (readonly Visit[])[]) {
  const releases = all.map((own, index) => ({
    release: `umd-5/tool-1.0.${index}` as ReleaseId,
    visits: own,
  }));
  return allTimes(releases, plusSeconds(noon, 1_000_000));
}

describe('the lead time of a release', () => {
  test('goes from its arrival to its first promotion, whatever comes later', () => {
    const times = timesOf(
      visits(
        ['Submitted', 0],
        ['StageRollout', 5],
        ['Production', 10],
        ['StageRollout', 20],
        ['Production', 30],
      ),
      visits(['Submitted', 0], ['Rejected', 5]),
    );
    expect(leadTimes(times)).toEqual([
      { release: 'umd-5/tool-1.0.0', at: '2026-11-22T22:00:00Z', month: '2026-11', seconds: 36_000 },
    ]);
  });
});

describe('the stays of a state', () => {
  test('are those that have ended', () => {
    const times = timesOf(
      visits(['Submitted', 0], ['Unverified', 1]),
      visits(['Submitted', 2], ['Unverified', 5]),
    );
    expect(endedStays(times, 'Submitted')).toEqual([3600, 10_800]);
    expect(endedStays(times, 'Unverified')).toEqual([]);
  });
});

describe('quantiles', () => {
  test('of nothing are nothing, and lie between neighbours in proportion', () => {
    expect(quantilesOf([])).toBe(null);
    expect(quantilesOf([10, 0])).toEqual({ count: 2, p10: 1, p25: 2.5, median: 5, p75: 7.5, p90: 9 });
    expect(quantilesOf([3])).toEqual({ count: 1, p10: 3, p25: 3, median: 3, p75: 3, p90: 3 });
  });

  test('rise, stay inside, and do not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1 }), (values) => {
        const found = quantilesOf(values);
        const { p10 = 0, p25 = 0, median = 0, p75 = 0, p90 = 0 } = found ?? {};
        const all = [Math.min(...values), p10, p25, median, p75, p90, Math.max(...values)];
        for (const [index, each] of all.entries())
          expect(each).toBeGreaterThanOrEqual((all[index - 1] ?? 0) - 1e-9);
        expect(quantilesOf([...values].reverse())).toEqual(found);
      }),
    );
  });
});
