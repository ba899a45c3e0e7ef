import type { TicketRequests } from '../../ports/ticket-requests.ts';
import { baseAddress } from './base-address.ts';
import { commentKeys, writeComments } from './comments.ts';
import type { RequestTrackerAccess } from './open-request-tracker.ts';
import { forget, nothingSeen, type Place } from './place.ts';
import { readActor } from './read-actor.ts';
import { readNews } from './read-news.ts';
import { readOffer } from './read-offer.ts';
import { readRequest, ticketInQueue } from './read-request.ts';
import { readWords } from './read-words.ts';
import { restClient } from './rest-client.ts';
import { spellings } from './spelling.ts';

/** What people ask for in a Request Tracker 5. Throws `bad-configuration` for an address that cannot be used. */
export function openTicketRequests(access: RequestTrackerAccess): TicketRequests {
  const base = baseAddress(access.url);
  const { tokenFile, queue, timeoutSeconds } = access;
  const client = restClient({ base, tokenFile, timeoutSeconds });
  const place = { client, queue, seen: nothingSeen() };
  return {
    news: (since) => {
      forget(place.seen);
      return readNews(place, since);
    },
    read: (ticket) => readRequest(place, ticket),
    actor: (login, groups) => readActor(client, login, groups),
    said: (asked) => readWords(client, asked),
    offer: (ticket) => readOffer(place, ticket),
    tell: (ticket, comment, communication) => tell(place, { ticket, comment, communication }),
    urlOf: (ticket) => `${base}/Ticket/Display.html?id=${ticket}`,
  };
}

async function tell(
  place: Place,
  {
    ticket,
    comment,
    communication,
  }: {
    readonly ticket: number;
    readonly comment: Parameters<TicketRequests['tell']>[1];
    readonly communication: 'Pending' | 'Failed';
  },
): Promise<void> {
  const { client } = place;
  const found = await ticketInQueue(place, ticket);
  if (found === null) return;
  const { field } = spellings.communicationStatus;
  if (found.texts.get(field) !== communication)
    await client.send({
      method: 'PUT',
      path: `/ticket/${ticket}`,
      body: { CustomFields: { [field]: communication } },
    });
  if ((await commentKeys(client, ticket)).has(comment.key)) return;
  await writeComments(client, ticket, [comment]);
}
