/**
 * A moment in UTC, written `2026-11-22T09:41:00Z`: whole seconds, because that is the precision of
 * repository metadata and of tickets. Sorting instants as text sorts them by time.
 */
export type Instant = string & { readonly __brand: 'Instant' };

const written = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** Reads an instant in its one spelling; undefined for anything else. */
export function asInstant(text: string): Instant | undefined {
  const ms = written.test(text) ? Date.parse(text) : Number.NaN;
  // A day that its month does not have is read as one of the next month, and would be written in another way.
  return !Number.isNaN(ms) && instantOfMs(ms) === text ? (text as Instant) : undefined;
}

/** The instant of a number of milliseconds since 1970, rounded down to the second. */
export function instantOfMs(ms: number): Instant {
  const seconds = Math.floor(ms / 1000);
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` as Instant;
}

/** Milliseconds since 1970. */
export function msOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The same moment some seconds later; negative seconds go back. */
export function plusSeconds(instant: Instant, seconds: number): Instant {
  return instantOfMs(msOf(instant) + seconds * 1000);
}

/** The later of two instants. */
export function laterOf(a: Instant, b: Instant): Instant {
  return a < b ? b : a;
}
