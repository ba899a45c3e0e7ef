import type { ReleaseId } from '../../domain/release.ts';
import { itemsIn, numberOf } from './answers.ts';
import { queueFields } from './read-queue.ts';
import { type RtTicket, readTicket } from './read-ticket.ts';
import type { RestClient } from './rest-client.ts';
import { refused } from './rt-failure.ts';
import { releaseField } from './spelling.ts';

/** Where tickets are looked for. */
export interface Place {
  readonly client: RestClient;
  readonly queue: string;
}

/** The ticket that a release file names. That there is none is a refusal: a second one would be made otherwise. */
export async function ticketByNumber(place: Place, release: ReleaseId, number: number): Promise<RtTicket> {
  const mend = `Correct tickets.rt in the file of ${release}, or take it out.`;
  const ticket = await readTicket(place.client, number);
  if (ticket === null) throw refused(`there is no ticket ${number}`, mend);
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
    const ticket = await readTicket(place.client, number);
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

async function ticketNumbers(client: RestClient, query: string): Promise<readonly number[]> {
  const what = 'the search for tickets';
  const answer = await client.send({ method: 'GET', path: '/tickets', query: { query, orderby: 'id' } });
  return itemsIn(answer, what).map((item) => numberOf(item, what));
}

/** RT answers a search by a field that it does not know, or does not show, with nothing instead of a refusal. */
async function checkThatItWouldBeSeen({ client, queue }: Place): Promise<void> {
  const { fields } = await queueFields(client, queue);
  if (fields.has(releaseField)) return;
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
