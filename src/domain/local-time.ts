import { asInstant, type Instant, instantOfMs, msOf, plusSeconds } from './instant.ts';

/** The days of the week, from Monday on. */
export const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

/** A day of the week. */
export type Weekday = (typeof weekdays)[number];

/** What calendar and clock on the wall of a zone show. */
export interface LocalTime {
  /** `2026-11-22`. Sorting dates as text sorts them by time. */
  readonly date: string;
  readonly weekday: Weekday;
  /** Minutes after midnight, as the clock shows them. */
  readonly minutes: number;
}

/** A time zone with the rules by which its clocks are changed. */
export interface Zone {
  readonly name: string;
  readonly format: Intl.DateTimeFormat;
}

/** The zone of an IANA name such as `Europe/Amsterdam`; undefined when there is none of that name. */
export function zoneOf(name: string): Zone | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    return { name, format };
  } catch {
    return undefined;
  }
}

/** What the wall shows at an instant. */
export function localTimeOf(instant: Instant, zone: Zone): LocalTime {
  const shown = wallAt(instant, zone);
  return { date: shown.slice(0, 10), weekday: weekdayOf(shown), minutes: minutesOf(shown) };
}

/**
 * The instants at which the wall shows a time, oldest first: one; two in an hour that is lived twice; none in an
 * hour that is left out. `minutes` may be 1440, which is midnight at the end of the day.
 */
export function instantsOf(date: string, minutes: number, zone: Zone): readonly Instant[] {
  const wall = plusSeconds(startOfUtcDay(date), minutes * 60);
  const offsets = [-day, day].map((seconds) => offsetAt(plusSeconds(wall, seconds), zone));
  const candidates = [...new Set(offsets)].map((offset) => instantOfMs(msOf(wall) - offset));
  return candidates.filter((instant) => wallAt(instant, zone) === wall).sort();
}

/** The instants after the first and up to the last at which clocks of the zone are changed. */
export function clockChanges(first: Instant, last: Instant, zone: Zone): readonly Instant[] {
  const found: Instant[] = [];
  for (let at = first; at < last; at = plusSeconds(at, day)) {
    const until = plusSeconds(at, day);
    if (offsetAt(at, zone) !== offsetAt(until, zone)) found.push(changeBetween(at, until, zone));
  }
  return found;
}

/** The date some days later; negative days go back. */
export function plusDays(date: string, days: number): string {
  return plusSeconds(startOfUtcDay(date), days * day).slice(0, 10);
}

/** The first instant of a date in a zone, also where its midnight is left out. */
export function startOfDay(date: string, zone: Zone): Instant {
  const [first] = instantsOf(date, 0, zone);
  if (first !== undefined) return first;
  const around = plusSeconds(startOfUtcDay(date), -day);
  const [change] = clockChanges(around, plusSeconds(around, 2 * day), zone);
  return change ?? startOfUtcDay(date);
}

/** Whether a text is a date that its month has. */
export function isDate(text: string): boolean {
  return asInstant(`${text}T00:00:00Z`) !== undefined;
}

const day = 86_400;

function startOfUtcDay(date: string): Instant {
  return `${date}T00:00:00Z` as Instant;
}

/** What the wall shows, written as if it were UTC. */
function wallAt(instant: Instant, { format }: Zone): Instant {
  const parts = new Map(format.formatToParts(msOf(instant)).map(({ type, value }) => [type, value]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  const date = `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
  return `${date}T${of('hour')}:${of('minute')}:${of('second')}Z` as Instant;
}

function offsetAt(instant: Instant, zone: Zone): number {
  return msOf(wallAt(instant, zone)) - msOf(instant);
}

function changeBetween(first: Instant, last: Instant, zone: Zone): Instant {
  const before = offsetAt(first, zone);
  let [low, high] = [msOf(first), msOf(last)];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetAt(instantOfMs(middle), zone) === before) low = middle;
    else high = middle;
  }
  return instantOfMs(high);
}

function weekdayOf(wall: Instant): Weekday {
  // The first of January 1970 was a Thursday.
  const days = Math.floor(msOf(wall) / (day * 1000)) + 3;
  return weekdays[((days % 7) + 7) % 7] ?? 'Mon';
}

function minutesOf(wall: Instant): number {
  return Number(wall.slice(11, 13)) * 60 + Number(wall.slice(14, 16));
}
