import type { ReleaseTimes } from '../metrics/stays.ts';
import { columns } from './columns.ts';
import { durationOf, momentOf } from './times.ts';

/** Every visit of every release with its two ends (R107). */
export function visitsAsText(times: readonly ReleaseTimes[]): string {
  const rows = times.flatMap(({ release, stays }) =>
    stays.map(({ state, entered, left, seconds }) => [
      release,
      state,
      momentOf(entered),
      left === null ? 'lasts' : momentOf(left),
      durationOf(seconds),
    ]),
  );
  return table(['RELEASE', 'STATE', 'ENTERED', 'LEFT', 'FOR'], rows);
}

/** The time of every release in each state, all visits together (R107). */
export function totalsAsText(times: readonly ReleaseTimes[]): string {
  const rows = times.flatMap(({ release, totals }) =>
    totals.map(({ state, visits, seconds, open }) => [
      release,
      state,
      String(visits),
      open ? `${durationOf(seconds)}, lasts` : durationOf(seconds),
    ]),
  );
  return table(['RELEASE', 'STATE', 'VISITS', 'FOR'], rows);
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return rows.length === 0 ? 'No release has arrived yet.' : columns([header, ...rows]);
}
