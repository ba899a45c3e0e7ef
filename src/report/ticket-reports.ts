import { digestOfValue } from '../domain/digest.ts';
import type { EarlyAdopterReport, ReleaseReports } from '../domain/early-adopter.ts';
import { type Release, releaseTitle } from '../domain/release.ts';
import type { TicketComment } from '../domain/ticket.ts';

/** One comment for each report of an early adopter, and one more when it is written anew (R105). */
export function reportComments({ id }: Release, { known }: ReleaseReports): readonly TicketComment[] {
  return known.flatMap((report) => {
    if (report.result === null) return [];
    const text = [
      `${report.team} reported ${report.result} on ${releaseTitle(id)}${dated(report)}.`,
      ...(report.comments === null ? [] : ['', report.comments]),
      ...(report.link === null ? [] : ['', report.link]),
      '',
      `Report: ${report.file}`,
    ].join('\n');
    return [{ key: `report-${digestOfValue(report).slice(0, 16)}`, text }];
  });
}

function dated({ date }: EarlyAdopterReport): string {
  return date === null ? '' : `, ${date}`;
}
