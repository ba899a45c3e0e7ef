import type { TicketTracker } from '../../ports/ticket-tracker.ts';
import { baseAddress } from './base-address.ts';
import { commentKeys, writeComments } from './comments.ts';
import { createTicket } from './create-ticket.ts';
import { findProblems } from './find-problems.ts';
import { ticketByNumber, ticketByRelease } from './find-ticket.ts';
import { markOf, metadataDigest, ourFields } from './read-ticket.ts';
import { restClient } from './rest-client.ts';
import { wishesOf } from './wishes.ts';
import { writeFields } from './write-fields.ts';

/** Where a Request Tracker is, and as whom we speak to it. */
export interface RequestTrackerAccess {
  /** Address at which people open it. */
  readonly url: string;
  readonly tokenFile: string;
  readonly queue: string;
  /** For one request. */
  readonly timeoutSeconds: number;
}

/** Request Tracker 5 by its REST 2.0, as one of its users. Throws `bad-configuration` for an address that cannot be used. */
export function openRequestTracker(access: RequestTrackerAccess): TicketTracker {
  const base = baseAddress(access.url);
  const { tokenFile, queue, timeoutSeconds } = access;
  const client = restClient({ base, tokenFile, timeoutSeconds });
  const place = { client, queue };
  return {
    problems: () => findProblems(place),
    find: async (release, number) => {
      const ticket = await (number === null
        ? ticketByRelease(place, release)
        : ticketByNumber(place, release, number));
      if (ticket === null) return null;
      const [metadata, comments] = await Promise.all([
        metadataDigest(client, ticket),
        commentKeys(client, ticket.number),
      ]);
      const { number: found } = ticket;
      return { number: found, release: markOf(ticket), fields: ourFields(ticket), metadata, comments };
    },
    create: (ticket) => createTicket(place, ticket),
    update: async (number, changes) => [
      ...(await writeFields(client, number, wishesOf(changes, client))),
      ...(await writeComments(client, number, changes.comments)),
    ],
    urlOf: (number) => `${base}/Ticket/Display.html?id=${number}`,
  };
}
