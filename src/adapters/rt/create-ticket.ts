import { type DesiredTicket, type TicketFields, ticketFieldNames } from '../../domain/ticket.ts';
import { numberOf, objectIn } from './answers.ts';
import { type Place, unmarkedTickets } from './find-ticket.ts';
import { refused } from './rt-failure.ts';
import { metadataField, releaseField, type Spelling, spellings, statusField } from './spelling.ts';
import { metadataValue, wishesOf } from './wishes.ts';
import { writeFields } from './write-fields.ts';

/** Makes a ticket and answers with its number. RT drops without a word what it does not take, so it must be read again. */
export async function createTicket(place: Place, ticket: DesiredTicket): Promise<number> {
  await refuseBesideUnmarked(place);
  const what = `a ticket for ${ticket.release}`;
  const answer = await place.client.send({ method: 'POST', path: '/ticket', body: bodyFor(place, ticket) });
  const number = numberOf(objectIn(answer, what), what);
  // RT takes a status in a new ticket only where its lifecycle begins with it.
  const { status } = ticket.fields;
  if (status !== 'new') {
    await writeFields(
      place.client,
      number,
      wishesOf({ release: null, fields: { status }, metadata: null }, place.client),
    );
  }
  return number;
}

function bodyFor({ queue }: Place, { release, subject, fields, metadata }: DesiredTicket) {
  return {
    Queue: queue,
    Subject: subject,
    CustomFields: {
      ...customFields(fields),
      [releaseField]: release,
      ...(metadata === null ? {} : { [metadataField]: metadataValue(metadata.content) }),
    },
  };
}

function customFields(fields: TicketFields): Readonly<Record<string, string>> {
  const pairs = ticketFieldNames.map((name) => {
    const { field, toTheirs } = spellings[name] as Spelling<string>;
    return [field, toTheirs(fields[name])] as const;
  });
  return Object.fromEntries(pairs.filter(([field, value]) => field !== statusField && value !== ''));
}

/** A ticket that lost its mark is never found again, and each cycle would make one more. */
async function refuseBesideUnmarked(place: Place): Promise<void> {
  const numbers = await unmarkedTickets(place);
  if (numbers.length === 0) return;
  throw refused(
    `no further ticket is made: ticket ${numbers.join(', ')} by this user carries no ${releaseField}`,
    `Give the user the right ModifyCustomField on ${releaseField}, and fill it in there or delete the ticket.`,
  );
}
