import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/domain/day.ts';
import { dayOf } from '../../src/domain/day.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { WrittenReport } from '../../src/domain/main-history.ts';
import type { Visit } from '../../src/domain/record.ts';
import type { ReleaseId, StateName } from '../../src/domain/release.ts';
import type { MetricFacts } from '../../src/metrics/facts.ts';
import type { Figure } from '../../src/metrics/figures.ts';
import { type Metrics, makeMetrics } from '../../src/metrics/make-metrics.ts';
import { monthOf } from '../../src/metrics/month.ts';
import { allTimes } from '../../src/metrics/stays.ts';
import { aCommit } from '../builders/release.ts';
import { answered, aTeam, commitOf, written } from './facts.ts';

const start = '2026-01-01T00:00:00Z' as Instant;
const end = '2027-01-01T00:00:00Z' as Instant;
const year = 365 * 24 * 3600;
const states: readonly StateName[] = [
  ...(['Unverified', 'InVerification', 'WaitingForResponse', 'Deferred', 'Failed'] as const),
  ...(['StageRollout', 'Production', 'Rejected', 'NotPublished', 'Ignored'] as const),
];
const names = ['voms', 'argus', 'dcache', 'xrootd'].flatMap((product) => [
  `${product}-1.0.0`,
  `${product}-1.0.0+2`,
]);
const teams = new Map([
  aTeam('lip', ['NGI_PT', '2026-01-01' as Day], ['NGI_IBERGRID', '2026-07-01' as Day]),
  aTeam('cesga', ['NGI_ES', '2026-03-01' as Day]),
  aTeam('bifi', ['NGI_ES', '2026-01-01' as Day]),
]);

const instants = fc.integer({ min: 0, max: year - 1 }).map((seconds) => plusSeconds(start, seconds));

/** Any states in any order: what the table allows is among them, and so is what it never will. */
const someVisits: fc.Arbitrary<readonly Visit[]> = fc
  .array(fc.tuple(instants, fc.constantFrom(...states)), { minLength: 1, maxLength: 10 })
  .map((pairs) =>
    [...pairs]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([entered, later], index) => {
        const state = index === 0 ? 'Submitted' : later;
        return { state, entered, commit: commitOf(`${index} ${entered}`), reason: null };
      }),
  );

const someReports: fc.Arbitrary<readonly WrittenReport[]> = fc.array(
  fc
    .record({
      name: fc.constantFrom(...names),
      team: fc.constantFrom('lip', 'cesga', 'bifi'),
      day: instants.map(dayOf),
      state: fc.constantFrom('accepted', 'declined'),
      result: fc.constantFrom('Success', 'Reject', null),
    })
    .map(({ name, team, day, state, result }) =>
      answered(`umd-5/${name}` as ReleaseId, team, {
        written: day.slice(5),
        position: Date.parse(day) / 86_400_000,
        ...(state === 'accepted' ? { result, date: result && day } : { state }),
      }),
    ),
  { maxLength: 20 },
);

const someReleases = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), someVisits), { selector: ([name]) => name })
  .map((pairs) => pairs.map(([name, visits]) => ({ release: `umd-5/${name}` as ReleaseId, visits })));

const someFacts: fc.Arbitrary<MetricFacts> = fc
  .tuple(someReleases, someReports)
  .map(([releases, reports]) => {
    const told = releases.flatMap(({ release, visits }, index) =>
      visits.map(({ commit, entered }, at) => {
        const stageRolloutReportDate = at % 2 === 0 ? dayOf(entered) : null;
        const by = { position: index * 20 + at, commit, committedAt: entered };
        return written(release, by, {
          outcome: at % 3 === 0 ? 'Warning' : 'Success',
          stageRolloutReportDate,
        });
      }),
    );
    const merged = new Map(told.map(({ by }) => [by.commit, plusSeconds(by.committedAt, -86_400)]));
    const distinct = new Map(
      reports.map((each) => [`${each.release} ${each.team} ${each.by.position}`, each]),
    );
    return { releases, merged, written: told, reports: [...distinct.values()], teams };
  });

function keyOf({ metric, part, subject }: Figure): string {
  return `${metric} ${part} ${subject}`;
}

function shuffledWith<T>(values: readonly T[], seed: number): readonly T[] {
  const rank = (index: number) => aCommit(`${seed} ${index}`);
  return values
    .map((value, index) => ({ value, rank: rank(index) }))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))
    .map(({ value }) => value);
}

describe('Whatever happened:', () => {
  test('The sum over months is the total, and each entry is in the month of its moment.', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const { months, total, entries } = makeMetrics(facts, end);
        const sums = new Map<string, { count: number; total: number }>();
        for (const figure of months.flatMap(({ figures }) => figures)) {
          const sum = sums.get(keyOf(figure)) ?? { count: 0, total: 0 };
          const more = figure.values?.total ?? 0;
          sums.set(keyOf(figure), { count: sum.count + figure.count, total: sum.total + more });
        }
        const all = total.map(
          (each) => [keyOf(each), { count: each.count, total: each.values?.total ?? 0 }] as const,
        );
        expect(sums).toEqual(new Map(all));
        for (const { month, at } of entries) expect(month).toBe(monthOf(at));
      }),
    );
  });

  test('Each month alone is the same as among the others.', () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        for (const each of makeMetrics(facts, end).months)
          expect(makeMetrics(facts, end, each.month).months).toEqual([each]);
      }),
      { numRuns: 30 },
    );
  });

  test('The order of what is read changes nothing.', () => {
    fc.assert(
      fc.property(someFacts, fc.integer(), (facts, seed) => {
        const shuffled = {
          ...facts,
          releases: shuffledWith(facts.releases, seed),
          written: shuffledWith(facts.written, seed),
          reports: shuffledWith(facts.reports, seed),
        };
        expect(makeMetrics(shuffled, end)).toEqual(makeMetrics(facts, end));
      }),
    );
  });

  test('The times in states add up to the life of the release, and none is negative.', () => {
    fc.assert(
      fc.property(someVisits, instants, (visits, at) => {
        for (const { stays, totals, seconds } of allTimes(
          [{ release: 'umd-5/a-1.0.0' as ReleaseId, visits }],
          at,
        )) {
          const life = (Date.parse(at) - Date.parse(visits[0]?.entered ?? at)) / 1000;
          expect(seconds).toBe(life);
          expect(stays.reduce((sum, stay) => sum + stay.seconds, 0)).toBe(life);
          expect(totals.reduce((sum, total) => sum + total.seconds, 0)).toBe(life);
          expect(Math.min(...stays.map((stay) => stay.seconds))).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });

  // M.REPO-2 counts a decision when it is carried out, in the month in which it was made.
  test('What happens later changes no figure of a month that is over, but that of decisions still to be carried out.', () => {
    fc.assert(
      fc.property(someFacts, fc.integer({ min: 2, max: 12 }), (facts, number) => {
        const first = `2026-${String(number).padStart(2, '0')}-01T00:00:00Z` as Instant;
        const told = (metrics: Metrics) =>
          metrics.months
            .filter(({ month }) => month < monthOf(first))
            .flatMap(({ month, figures }) => figures.map((figure) => ({ month, ...figure })))
            .filter(({ metric }) => metric !== 'M.REPO-2');
        expect(told(makeMetrics(facts, end))).toEqual(told(makeMetrics(facts, plusSeconds(first, -1))));
      }),
    );
  });
});
