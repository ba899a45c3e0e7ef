import type { ReleaseId } from '../domain/release.ts';
import type { Counted } from './counted.ts';
import { type MetricName, metricParts, type PartName } from './metric-parts.ts';
import type { Month } from './month.ts';

/** What the entries of one part come to, for one subject. */
export interface Figure {
  readonly metric: MetricName;
  readonly part: PartName;
  /** The team or the NGI; null where the part has none, and for reports on days without an NGI. */
  readonly subject: string | null;
  /** Entries: a release with two teams of one NGI has two there. */
  readonly count: number;
  /** The different releases among them, in order of id. */
  readonly releases: readonly ReleaseId[];
  /** Null where entries have no value. */
  readonly values: Spread | null;
}

/** Some numbers together; seconds and medians are rounded to a tenth. */
export interface Spread {
  readonly total: number;
  readonly mean: number;
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** The figures of one month. */
export interface MonthFigures {
  readonly month: Month;
  readonly figures: readonly Figure[];
}

/** The figures of entries: parts in the order of the table, subjects in order of name. */
export function figuresOf(entries: readonly Counted[]): readonly Figure[] {
  return metricParts.flatMap(({ metric, part }) => {
    const own = entries.filter((entry) => entry.metric === metric && entry.part === part);
    const subjects = [...new Set(own.map(({ subject }) => subject))].sort(bySubject);
    return subjects.map((subject) => {
      const those = own.filter((entry) => entry.subject === subject);
      const values = those.flatMap(({ value }) => (value === null ? [] : [value]));
      return {
        metric,
        part,
        subject,
        count: those.length,
        releases: [...new Set(those.map(({ release }) => release))].sort(),
        values: spreadOf(values),
      };
    });
  });
}

/** The figures of each month. */
export function figuresByMonth(
  entries: readonly Counted[],
  months: readonly Month[],
): readonly MonthFigures[] {
  return months.map((month) => ({
    month,
    figures: figuresOf(entries.filter((entry) => entry.month === month)),
  }));
}

// What has no name comes last.
function bySubject(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : 1;
}

function spreadOf(values: readonly number[]): Spread | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return null;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  const half = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(half) - 1] ?? least, sorted[Math.floor(half)] ?? most];
  return {
    total,
    mean: rounded(total / sorted.length),
    median: rounded((below + above) / 2),
    least,
    most,
  };
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}
