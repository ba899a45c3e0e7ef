import type { GatePolicy, WeeklyHours } from '../../domain/gates.ts';
import type { Instant } from '../../domain/instant.ts';
import {
  clockChanges,
  instantsOf,
  type LocalTime,
  localTimeOf,
  plusDays,
  weekdays,
  type Zone,
} from '../../domain/local-time.ts';

type Hours = Pick<GatePolicy, 'windows' | 'closed'>;

// A week repeats itself; a changed clock may leave out the only hours of one.
const daysAhead = 16;

/** The first instant from `now` on at which the hours are open; null when they never are. */
export function nextOpening(now: Instant, hours: Hours, zone: Zone): Instant | null {
  if (isOpen(now, hours, zone)) return now;
  const today = localTimeOf(now, zone).date;
  const dates = Array.from({ length: daysAhead }, (_, index) => plusDays(today, index - 1));
  const edges = dates.flatMap((date) => edgesOf(hours).flatMap((minutes) => instantsOf(date, minutes, zone)));
  const last = edges.toSorted().at(-1) ?? now;
  const moments = [...new Set([...edges, ...clockChanges(now, last, zone)])].toSorted();
  return moments.find((moment) => moment > now && isOpen(moment, hours, zone)) ?? null;
}

/** Whether weekly hours contain what the wall shows. */
export function holds({ days, from, to }: WeeklyHours, { weekday, minutes }: LocalTime): boolean {
  const today = days.includes(weekday);
  if (from < to) return today && from <= minutes && minutes < to;
  return (today && from <= minutes) || (days.includes(dayBefore(weekday)) && minutes < to);
}

function isOpen(instant: Instant, { windows, closed }: Hours, zone: Zone): boolean {
  const shown = localTimeOf(instant, zone);
  if (closed.some((each) => holds(each, shown))) return false;
  return windows.length === 0 || windows.some((each) => holds(each, shown));
}

// Hours open where a window begins or where a closed time is over, and where a change of the clock jumps into them.
function edgesOf({ windows, closed }: Hours): readonly number[] {
  return [...new Set([...windows.map(({ from }) => from), ...closed.map(({ to }) => to), 0])];
}

function dayBefore(weekday: LocalTime['weekday']): LocalTime['weekday'] {
  return weekdays[(weekdays.indexOf(weekday) + 6) % 7] ?? weekday;
}
