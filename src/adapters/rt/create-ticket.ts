import {
  type DesiredTicket,
  type TicketFields,
  ticketFieldNames,
  ticketFileNames,
} from '../../domain/ticket.ts';
import { numberOf, objectIn } from './answers.ts';
import { unmarkedTickets } from './find-ticket.ts';
import { spelled } from './people.ts';
import type { Place } from './place.ts';
import { refused } from './rt-failure.ts';
import { fileFields, ownFields, releaseField, type Spelling, spellings } from './spelling.ts';
import { fileValue } from './wishes.ts';

/** Makes a ticket and answers with its number. RT drops without a word what it does not take, so it must be read again. */
export async function createTicket(place: Place, ticket: DesiredTicket): Promise<number> {
  await refuseBesideUnmarked(place);
  const what = `a ticket for ${ticket.release}`;
  const answer = await place.client.send({ method: 'POST', path: '/ticket', body: bodyFor(place, ticket) });
  const number = numberOf(objectIn(answer, what), what);
  // RT takes a status in a new ticket only where its lifecycle begins with it.
  const { status } = ticket.fields;
  if (status !== 'new')
    await place.client.send({ method: 'PUT', path: `/ticket/${number}`, body: { Status: status } });
  return number;
}

function bodyFor({ queue }: Place, ticket: DesiredTicket) {
  const { release, fields, owner, watchers, links, files } = ticket;
  const documents = ticketFileNames.flatMap((name) => {
    const file = files[name];
    return file === null ? [] : [[fileFields[name].field, fileValue(name, file)] as const];
  });
  return {
    Queue: queue,
    Subject: fields.subject,
    Owner: spelled(owner?.person ?? null),
    Cc: watchers.cc.map(spelled),
    AdminCc: watchers.adminCc.map(spelled),
    ...(links.length === 0 ? {} : { RefersTo: links }),
    CustomFields: {
      ...customFields(fields),
      [releaseField]: release,
      ...Object.fromEntries(documents),
    },
  };
}

function customFields(fields: TicketFields): Readonly<Record<string, string>> {
  const pairs = ticketFieldNames.map((name) => {
    const { field, toTheirs } = spellings[name] as Spelling<string>;
    return [field, toTheirs(fields[name])] as const;
  });
  return Object.fromEntries(pairs.filter(([field, value]) => !ownFields.includes(field) && value !== ''));
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
