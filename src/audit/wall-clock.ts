import type { WeeklyHours } from '../domain/gates.ts';
import type { Instant } from '../domain/instant.ts';

const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const day = 1440;

/** The date that a wall in this time zone shows, as `2026-11-22`. */
export function localDay(moment: Instant, timeZone: string): string {
  const { year, month, day: number } = shown(moment, timeZone);
  return `${year}-${month}-${number}`;
}

/** What the clock beside it shows, in minutes after the beginning of Monday. */
export function minuteOfWeek(moment: Instant, timeZone: string): number {
  const { weekday = '', hour, minute } = shown(moment, timeZone);
  return days.indexOf(weekday) * day + Number(hour) * 60 + Number(minute);
}

/** Whether weekly hours contain such a minute; those that end before they begin go on until the next day. */
export function isInHours({ days: begin, from, to }: WeeklyHours, minute: number): boolean {
  const length = to > from ? to - from : to - from + day;
  return begin.some((name) => {
    const since = minute - days.indexOf(name) * day - from;
    return (since + 7 * day) % (7 * day) < length;
  });
}

function shown(moment: Instant, timeZone: string): Readonly<Record<string, string>> {
  const two = '2-digit' as const;
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', weekday: 'short' },
    ...{ year: 'numeric', month: two, day: two, hour: two, minute: two },
  } as const).formatToParts(Date.parse(moment));
  return Object.fromEntries(parts.map(({ type, value }) => [type, value]));
}
