import type { ReleaseId } from '../../domain/release.ts';
import { itemsIn, numberOf } from './answers.ts';
import type { Place } from './place.ts';
import { queueFields } from './read-queue.ts';
import { type RtTicket, readTicket } from './read-ticket.ts';
import type { RestClient } from './rest-client.ts';
import { refused } from './rt-failure.ts';
import { releaseField } from './spelling.ts';

/** The ticket that a release file names, or that was found before; null when there is none. */
export async function ticketByNumber(
  place: Place,
  release: ReleaseId,
  number: number,
): Promise<RtTicket | null> {
  const mend = `Set it right in Request Tracker, or name the right one by tickets.rt in the file of ${release}.`;
  const ticket = await readTicket(place, number);
  if (ticket === null) return null;
  if (ticket.queue.toLowerCase() !== place.queue.toLowerCase()) {
    throw refused(`ticket ${number} is in the queue "${ticket.queue}" and not in "${place.queue}"`, mend);
  }
  const other = ticket.texts.get(releaseField) ?? '';
  if (other !== '' && other !== release) throw refused(`ticket ${number} is the one of ${other}`, mend);
  return ticket;
}

/** The one ticket that carries the id of a release; null when none does. */
export async function ticketByRelease(place: Place, release: ReleaseId): Promise<RtTicket | null> {
  const query = `Queue=${quoted(place.queue)} AND 'CF.{${releaseField}}'=${quoted(release)}`;
  const found = [];
  for (const number of await ticketNumbers(place.client, query)) {
    const ticket = await readTicket(place, number);
    // RT compares without regard to case.
    if (ticket?.texts.get(releaseField) === release) found.push(ticket);
  }
  const [ticket, second] = found;
  if (second !== undefined) throw several(release, found);
  if (ticket === undefined) await checkThatItWouldBeSeen(place);
  return ticket ?? null;
}

/**
 * The tickets that this user has made without the id of a release: its right to write that field is missing, and
 * every further ticket would be lost in the same way.
 */
export function unmarkedTickets({ client, queue }: Place): Promise<readonly number[]> {
  const unmarked = `'CF.{${releaseField}}' IS NULL`;
  return ticketNumbers(client, `Queue=${quoted(queue)} AND Creator='__CurrentUser__' AND ${unmarked}`);
}

/** The number of the newest ticket of a queue, or none. */
export function newestTicket(client: RestClient, queue: string): Promise<readonly number[]> {
  return ticketNumbers(client, `Queue=${quoted(queue)}`, { order: 'DESC', per_page: '1' });
}

async function ticketNumbers(
  client: RestClient,
  query: string,
  more: Readonly<Record<string, string>> = {},
): Promise<readonly number[]> {
  const what = 'the search for tickets';
  const sorted = { query, orderby: 'id', ...more };
  const answer = await client.send({ method: 'GET', path: '/tickets', query: sorted });
  return itemsIn(answer, what).map((item) => numberOf(item, what));
}

/** RT answers a search by a field that it does not know, or does not show, with nothing instead of a refusal. */
async function checkThatItWouldBeSeen({ client, queue, seen }: Place): Promise<void> {
  if (seen.fields?.has(releaseField) === true) return;
  seen.fields = (await queueFields(client, queue)).fields;
  if (seen.fields.has(releaseField)) return;
  throw refused(
    `the queue "${queue}" has no custom field ${releaseField} that this user may see`,
    `Apply the field to the queue, and give the user the right SeeCustomField.`,
  );
}

function several(release: ReleaseId, found: readonly RtTicket[]): Error {
  const numbers = found.map(({ number }) => number).join(', ');
  return refused(`several tickets carry the id ${release}: ${numbers}`, 'Merge them into one.');
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
