import { asInstant, type Instant } from './instant.ts';

/** A day in UTC, written `2026-11-22`. Sorting days as text sorts them by time. */
export type Day = string & { readonly __brand: 'Day' };

/** Reads a day in its one spelling; undefined for anything else, such as 30 February. */
export function asDay(text: string): Day | undefined {
  return asInstant(`${text}T00:00:00Z`) === undefined ? undefined : (text as Day);
}

/** The day in UTC to which a moment belongs. */
export function dayOf(instant: Instant): Day {
  return instant.slice(0, 10) as Day;
}
