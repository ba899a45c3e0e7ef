import type { Figure, MonthFigures } from '../metrics/figures.ts';
import type { Metrics } from '../metrics/make-metrics.ts';
import { type MetricPart, metricParts } from '../metrics/metric-parts.ts';
import { columns } from './columns.ts';
import { correctionLines } from './correction-lines.ts';
import { counted } from './names.ts';
import { durationOf, momentOf } from './times.ts';

const mostMonths = 6;

/** The metrics as a table: months beside each other, or one month with the releases that it counts. */
export function metricsAsText(metrics: Metrics): string {
  const [only, ...others] = metrics.months;
  const table = only !== undefined && others.length === 0 ? oneMonth(only, metrics) : manyMonths(metrics);
  const parts = [table, ...notes(metrics)].filter((part) => part !== '');
  return `Metrics until ${momentOf(metrics.at)}; months are those of UTC\n\n${parts.join('\n\n')}`;
}

function manyMonths({ months, total }: Metrics): string {
  const shown = months.slice(-mostMonths);
  const header = ['METRIC', 'COUNTS', ...shown.map(({ month }) => month), 'TOTAL'];
  const rows = rowsOf(total).map(([metric, says, key]) => [
    ...[metric, says],
    ...[...shown.map(({ figures }) => figures), total].map((figures) => cellOf(figures, key)),
  ]);
  const left = months.length - shown.length;
  const more = `\n${counted(left, 'earlier month')} in the total alone; --month, --csv and --json have them`;
  return columns(toTheRight([header, ...rows])) + (left > 0 ? more : '');
}

function oneMonth({ month, figures }: MonthFigures, { entries }: Metrics): string {
  const rows = rowsOf(figures).map(([metric, says, key]) => {
    const own = entries.filter((entry) => isOf(entry, key));
    const unit = key.counts === 'releases' ? undefined : key.counts;
    const named = own.map(({ release, value }) =>
      unit === undefined || value === null ? release : `${release} (${amount(value, unit)})`,
    );
    return [metric, says, cellOf(figures, key), named.join(', ')];
  });
  const [header, ...aligned] = toTheRight([
    ['METRIC', 'COUNTS', month],
    ...rows.map((row) => row.slice(0, 3)),
  ]);
  return columns([
    [...(header ?? []), 'RELEASES'],
    ...aligned.map((row, at) => [...row, rows[at]?.[3] ?? '']),
  ]);
}

interface Key extends MetricPart {
  readonly subject: string | null | undefined;
}

// The metric itself has a row always, what is kept apart when there is any, and each subject one below.
function rowsOf(figures: readonly Figure[]): readonly (readonly [string, string, Key])[] {
  return metricParts.flatMap((part, index) => {
    const own = figures.filter((figure) => figure.metric === part.metric && figure.part === part.part);
    const isFirst = metricParts[index - 1]?.metric !== part.metric;
    if (own.length === 0 && !isFirst) return [];
    const all = [isFirst ? part.metric : '', part.says, { ...part, subject: undefined }] as const;
    if (!hasSubjects(part)) return [all];
    return [
      all,
      ...own.map(({ subject }) => ['', `  ${subject ?? 'without an NGI'}`, { ...part, subject }] as const),
    ];
  });
}

function hasSubjects({ metric }: MetricPart): boolean {
  return metric === 'M.SA1.3-6' || metric === 'M.SA1.3-7';
}

function cellOf(figures: readonly Figure[], key: Key): string {
  const own = figures.filter((figure) => isOf(figure, key));
  const count = own.reduce((sum, figure) => sum + figure.count, 0);
  if (key.counts === 'releases') {
    const distinct = new Set(own.flatMap(({ releases }) => releases)).size;
    return key.metric === 'M.SA1.3-7' && distinct !== count ? `${count} (${distinct})` : `${count}`;
  }
  const values = own[0]?.values ?? null;
  if (values === null) return '–';
  if (key.counts === 'teams') return `${key.part === 'reported' ? values.mean : values.total}`;
  return amount(values.median, key.counts);
}

function isOf(figure: Pick<Figure, 'metric' | 'part' | 'subject'>, key: Key): boolean {
  if (figure.metric !== key.metric || figure.part !== key.part) return false;
  return key.subject === undefined || figure.subject === key.subject;
}

function amount(value: number, unit: 'teams' | 'seconds' | 'days'): string {
  if (unit === 'seconds') return durationOf(value);
  return unit === 'days' ? `${value} d` : `${value}`;
}

// Numbers are compared at their ends.
function toTheRight(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const width = (at: number) => Math.max(...rows.map((row) => row[at]?.length ?? 0));
  return rows.map((row) => row.map((cell, at) => (at < 2 ? cell : cell.padStart(width(at)))));
}

function notes({ running, undated, corrections }: Metrics): readonly string[] {
  const lasting = running.map(({ release, since, reported, expected }) => {
    const teams = [
      ...reported.map((team) => `${team} has reported`),
      ...expected.map((team) => `${team} is expected to report`),
    ];
    return [`  ${release}`, `since ${since.slice(0, 10)}`, teams.join(', ') || 'no team yet'];
  });
  return [
    lasting.length === 0 ? '' : `Stage rollouts that last:\n${columns(lasting)}`,
    undated.length === 0
      ? ''
      : `Accepted, and the day of the report is not written yet: ${undated.join(', ')}`,
    corrections.length === 0
      ? ''
      : `Corrected in this time, which changes no figure:\n${correctionLines(corrections)}`,
  ];
}
