import type { TicketTracker } from '../../ports/ticket-tracker.ts';
import { baseAddress } from './base-address.ts';
import { commentKeys } from './comments.ts';
import { createTicket } from './create-ticket.ts';
import { findProblems } from './find-problems.ts';
import { ticketByNumber, ticketByRelease } from './find-ticket.ts';
import { recognise } from './people.ts';
import { forget, nothingSeen } from './place.ts';
import { readHistory } from './read-history.ts';
import { inOurWords } from './read-ticket.ts';
import { restClient } from './rest-client.ts';
import { writeChanges } from './write-changes.ts';

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
  const place = { client, queue, seen: nothingSeen() };
  return {
    problems: (asked) => findProblems(place, asked),
    recognise: (people) => {
      forget(place.seen);
      return recognise(place, people);
    },
    find: async (release, number) => {
      const ticket = await (number === null
        ? ticketByRelease(place, release)
        : ticketByNumber(place, release, number));
      return ticket === null ? null : inOurWords(place, ticket, await commentKeys(client, ticket.number));
    },
    create: (ticket) => createTicket(place, ticket),
    history: (ticket) => readHistory(place, ticket),
    update: (ticket, changes) => writeChanges(place, ticket, changes),
    urlOf: (number) => `${base}/Ticket/Display.html?id=${number}`,
  };
}
