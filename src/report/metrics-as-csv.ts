import type { Metrics } from '../metrics/make-metrics.ts';
import { metricParts } from '../metrics/metric-parts.ts';
import type { ReleaseTimes } from '../metrics/stays.ts';
import { csv } from './csv.ts';

const units = new Map<string, string>(
  metricParts.map(({ metric, part, counts }) => [`${metric} ${part}`, counts]),
);

/** One line for each figure of each month; a month without entries has none. */
export function metricsAsCsv({ months }: Pick<Metrics, 'months'>): string {
  const header = ['month', 'metric', 'part', 'subject', 'count', 'releases', 'unit'];
  const rows = months.flatMap(({ month, figures }) =>
    figures.map(({ metric, part, subject, count, releases, values }) => {
      const unit = units.get(`${metric} ${part}`) ?? '';
      const { total = null, mean = null, median = null, least = null, most = null } = values ?? {};
      return [
        ...[month, metric, part, subject, count, releases.length],
        ...[unit, total, mean, median, least, most],
      ];
    }),
  );
  return csv([...header, 'total', 'mean', 'median', 'least', 'most'], rows);
}

/** One line for each visit of each release (R107). */
export function visitsAsCsv(times: readonly ReleaseTimes[]): string {
  const header = ['release', 'visit', 'state', 'entered', 'left', 'seconds', 'commit', 'reason'];
  const rows = times.flatMap(({ release, stays }) =>
    stays.map(({ visit, state, entered, left, seconds, commit, reason }) => [
      ...[release, visit, state, entered, left, seconds, commit, reason],
    ]),
  );
  return csv(header, rows);
}

/** One line for each state of each release (R107). */
export function totalsAsCsv(times: readonly ReleaseTimes[]): string {
  const rows = times.flatMap(({ release, totals }) =>
    totals.map(({ state, visits, seconds, open }) => [release, state, visits, seconds, open]),
  );
  return csv(['release', 'state', 'visits', 'seconds', 'open'], rows);
}
