import type { Instant } from '../domain/instant.ts';
import type { ReleaseId, StateName } from '../domain/release.ts';
import { type Month, monthOf, secondsBetween } from './month.ts';
import type { ReleaseTimes } from './stays.ts';

/** The way of one release from its arrival to its first promotion. */
export interface LeadTime {
  readonly release: ReleaseId;
  /** When it was promoted. */
  readonly at: Instant;
  readonly month: Month;
  readonly seconds: number;
}

/** How long releases took from arrival to production, in order of promotion; those that are not there are left out. */
export function leadTimes(times: readonly ReleaseTimes[]): readonly LeadTime[] {
  const all = times.flatMap(({ release, stays }): readonly LeadTime[] => {
    const [arrival] = stays;
    const promotion = stays.find(({ state }) => state === 'Production');
    if (arrival === undefined || promotion === undefined) return [];
    const seconds = secondsBetween(arrival.entered, promotion.entered);
    return [{ release, at: promotion.entered, month: monthOf(promotion.entered), seconds }];
  });
  return all.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** The seconds of all visits of one state that have ended. */
export function endedStays(times: readonly ReleaseTimes[], state: StateName): readonly number[] {
  return times.flatMap(({ stays }) =>
    stays.flatMap((stay) => (stay.state === state && stay.left !== null ? [stay.seconds] : [])),
  );
}

/** Where some numbers lie: the value that a share of them do not exceed, between neighbours in proportion. */
export interface Quantiles {
  readonly count: number;
  readonly p10: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  readonly p90: number;
}

/** The quantiles of numbers; null where there are none. */
export function quantilesOf(values: readonly number[]): Quantiles | null {
  const sorted = [...values].sort((a, b) => a - b);
  if (sorted.length === 0) return null;
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)] ?? 0, sorted[Math.ceil(place)] ?? 0];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { count: sorted.length, p10: at(0.1), p25: at(0.25), median: at(0.5), p75: at(0.75), p90: at(0.9) };
}
