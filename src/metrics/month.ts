import type { Day } from '../domain/day.ts';
import { type Instant, msOf } from '../domain/instant.ts';

/** A month in UTC, written `2026-11`: from its first second on, until before the first of the next one. */
export type Month = string & { readonly __brand: 'Month' };

/** Reads a month in its one spelling; undefined for anything else. */
export function asMonth(text: string): Month | undefined {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text) ? (text as Month) : undefined;
}

/** The month of a moment or of a day. */
export function monthOf(moment: Instant | Day): Month {
  return moment.slice(0, 7) as Month;
}

/** Every month from one to another, both among them; none when the second comes before the first. */
export function monthsBetween(first: Month, last: Month): readonly Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

/** Whole seconds from one moment to another; negative when the second comes first. */
export function secondsBetween(from: Instant, to: Instant): number {
  return (msOf(to) - msOf(from)) / 1000;
}

/** Days from one day to another, in UTC, where each has 24 hours. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

function nextMonth(month: Month): Month {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${String(nextYear).padStart(4, '0')}-${String(next).padStart(2, '0')}` as Month;
}
