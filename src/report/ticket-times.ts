import type { ReleaseRecord } from '../domain/record.ts';
import type { TicketAttachment } from '../domain/ticket.ts';
import { timesOf } from '../metrics/stays.ts';
import { visitsAsCsv } from './metrics-as-csv.ts';

/** How long a release was in which state, until it came to where its record ends (R107). */
export function timesAttachment(recorded: ReleaseRecord): TicketAttachment {
  const { entered } = recorded.visits.at(-1) ?? recorded.visits[0];
  return { name: 'time-in-states.csv', type: 'text/csv', text: visitsAsCsv([timesOf(recorded, entered)]) };
}
