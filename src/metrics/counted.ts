import type { Day } from '../domain/day.ts';
import type { Instant } from '../domain/instant.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { MetricName, PartName } from './metric-parts.ts';
import { type Month, monthOf } from './month.ts';

/** One thing that a metric counts, with the moment that decides about its month. */
export interface Counted {
  readonly metric: MetricName;
  readonly part: PartName;
  readonly month: Month;
  /** A moment, or a day where no more is known; in UTC. */
  readonly at: Instant | Day;
  readonly release: ReleaseId;
  /** The team or the NGI that it counts for; null where it counts for all. */
  readonly subject: string | null;
  /** How many teams, seconds or days; null where it counts as one. */
  readonly value: number | null;
}

/** Makes an entry; its month is that of its moment. */
export function counted(
  [metric, part]: readonly [MetricName, PartName],
  entry: Pick<Counted, 'at' | 'release'> & Partial<Pick<Counted, 'subject' | 'value'>>,
): Counted {
  return {
    metric,
    part,
    month: monthOf(entry.at),
    at: entry.at,
    release: entry.release,
    subject: entry.subject ?? null,
    value: entry.value ?? null,
  };
}
