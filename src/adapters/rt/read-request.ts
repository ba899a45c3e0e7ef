import { cleanText } from '../../domain/failure.ts';
import type { TicketReading } from '../../domain/ticket-request.ts';
import type { Place } from './place.ts';
import {
  changeIn,
  findTransactions,
  type RequestFields,
  requestFields,
  type Transaction,
} from './read-changes.ts';
import { markOf, ourFields, type RtTicket, readTicket } from './read-ticket.ts';

const mostTransactions = 100;
const longestLink = 2000;

/** A ticket of the queue as RT has it; null when the queue has none of this number, or it is another one by now. */
export async function ticketInQueue(place: Place, number: number): Promise<RtTicket | null> {
  const ticket = await readTicket(place, number);
  if (ticket === null || ticket.number !== number) return null;
  return ticket.queue.toLowerCase() === place.queue.toLowerCase() ? ticket : null;
}

/** A ticket with what others changed in it, and which of the changes are ours. */
export async function readRequest(place: Place, number: number): Promise<TicketReading | null> {
  const ticket = await ticketInQueue(place, number);
  if (ticket === null) return null;
  const fields = await requestFields(place.client, place.queue);
  const changing = `TicketId=${number} AND (Type='Create' OR Type='CustomField')`;
  const newest = { most: mostTransactions, newest: true };
  const others = await findTransactions(place.client, `${changing} AND Creator!='__CurrentUser__'`, newest);
  const own = await findTransactions(place.client, `${changing} AND Creator='__CurrentUser__'`, newest);
  const { verificationReport = '', stageRolloutReport = '', emergencyRelease, status } = ourFields(ticket);
  return {
    ticket: number,
    release: markOf(ticket),
    changes: others.flatMap((each) => changeIn(each, fields)),
    own: own.map((each) => each.number),
    reports: others.flatMap((each) => reportIn(each, fields)),
    verificationReport: linkOf(verificationReport),
    stageRolloutReport: linkOf(stageRolloutReport),
    isEmergency: emergencyRelease === 'Yes',
    isOpen: status === 'new' || status === 'open',
  };
}

function reportIn(
  { number, type, field, to }: Transaction,
  { verificationReport, stageRolloutReport }: RequestFields,
): TicketReading['reports'] {
  if (type !== 'CustomField' || field === '' || to === '') return [];
  if (field === verificationReport) return [{ number, field: 'verificationReport', link: linkOf(to) }];
  return field === stageRolloutReport ? [{ number, field: 'stageRolloutReport', link: linkOf(to) }] : [];
}

// Not cleanText alone: a link with a query is a good link, and its spelling is checked where it is written.
function linkOf(text: string): string {
  return text
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longestLink);
}

/** A name or a word of RT, in one line. */
export function shownWord(text: string, most: number): string {
  return cleanText(text).replace(/\s+/g, ' ').trim().slice(0, most);
}
