import { type Day, dayOf } from '../domain/day.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReleaseId } from '../domain/release.ts';
import {
  countInfrastructures,
  countParticipations,
  countTeams,
  type RunningRollout,
  runningRollouts,
} from './count-adopters.ts';
import { countAccepted, countDelivered, countVerified, waysOf } from './count-releases.ts';
import { countDurations, countEndings, countReportDelays, undatedSince } from './count-rollouts.ts';
import type { Counted } from './counted.ts';
import type { MetricFacts } from './facts.ts';
import { type Figure, figuresByMonth, figuresOf, type MonthFigures } from './figures.ts';
import { type Correction, correctionsOf } from './first-written.ts';
import { type Month, monthOf, monthsBetween } from './month.ts';
import { participationsOf, reportCorrections } from './participations.ts';

/** The metrics until a moment (R108-R111). */
export interface Metrics {
  readonly at: Instant;
  /** Each month from the first delivery until that moment, and any other that has an entry; or the one asked for. */
  readonly months: readonly MonthFigures[];
  /** The figures of all these months together. */
  readonly total: readonly Figure[];
  /** What was counted, by moment. */
  readonly entries: readonly Counted[];
  /** What was corrected in these months; none of it changed a figure. */
  readonly corrections: readonly Correction[];
  /** Stage rollouts that last; empty where a month was asked for that is over. */
  readonly running: readonly RunningRollout[];
  /** Accepted releases without the day of their consolidated report, for which M.SA1.3-5 is undefined. */
  readonly undated: readonly ReleaseId[];
}

/** Computes the metrics; the order of the facts does not matter. Null asks for every month. */
export function makeMetrics(facts: MetricFacts, at: Instant, month: Month | null = null): Metrics {
  const past = upTo(facts, at);
  const today = dayOf(at);
  const ways = waysOf(past, at);
  const participations = participationsOf(past.reports, today);
  const all = [
    ...ways.flatMap((way) => [
      ...countDelivered(way),
      ...countVerified(way, past.merged),
      ...countAccepted(way),
      ...countTeams(way, participations),
      ...countEndings(way, past.written),
      ...countDurations(way),
      ...countReportDelays(way, past.written, today),
    ]),
    ...countParticipations(participations, ways),
    ...countInfrastructures(participations, past.teams),
  ];
  const corrections = [
    ...ways.flatMap((way) => correctionsOf(way, past.written)),
    ...reportCorrections(past.reports),
  ];
  const isAsked = (moment: Instant | Day) => month === null || monthOf(moment) === month;
  const entries = all.filter((entry) => isAsked(entry.at)).sort(byMoment);
  return {
    at,
    months: figuresByMonth(entries, month === null ? monthsOf(entries, at) : [month]),
    total: figuresOf(entries),
    entries,
    corrections: corrections.filter((each) => isAsked(each.at)).sort(byMoment),
    running: isAsked(at) ? runningRollouts(ways, participations, today) : [],
    undated: ways.flatMap((way) => {
      const at = undatedSince(way, past.written, today);
      return at !== null && isAsked(at) ? [way.release] : [];
    }),
  };
}

// Entries of visits are cut where visits become stays.
function upTo(facts: MetricFacts, at: Instant): MetricFacts {
  return {
    ...facts,
    written: facts.written.filter(({ by }) => by.committedAt <= at),
    reports: facts.reports.filter(({ by }) => by.committedAt <= at),
  };
}

function monthsOf(entries: readonly Counted[], at: Instant): readonly Month[] {
  const delivered = entries.find(({ metric }) => metric === 'M.REPO-1')?.month ?? monthOf(at);
  const months = [...monthsBetween(delivered, monthOf(at)), ...entries.map((entry) => entry.month)];
  return [...new Set(months)].sort();
}

interface Dated {
  readonly at: string;
  readonly release: string;
}

// Sorting keeps the order of what is equal, and that is the order of releases and metrics.
function byMoment(a: Dated, b: Dated): number {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1;
  if (a.release === b.release) return 0;
  return a.release < b.release ? -1 : 1;
}
