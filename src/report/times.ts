import { type Instant, msOf } from '../domain/instant.ts';

/** How long ago, in the two largest units: `20 min`, `3 d 4 h`. */
export function ageOf(then: Instant, now: Instant): string {
  return durationOf((msOf(now) - msOf(then)) / 1000);
}

/** Seconds in the two largest units: `20 min`, `3 d 4 h`. */
export function durationOf(seconds: number): string {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes < 1) return '< 1 min';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return joined(`${hours} h`, minutes % 60, 'min');
  return joined(`${Math.floor(hours / 24)} d`, hours % 24, 'h');
}

/** A moment for people: `2026-11-22 09:41 UTC`. */
export function momentOf(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

function joined(first: string, rest: number, unit: string): string {
  return rest === 0 ? first : `${first} ${rest} ${unit}`;
}
