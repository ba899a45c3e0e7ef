import type { Instant } from '../domain/instant.ts';
import type { TicketComment } from '../domain/ticket.ts';
import type { TicketActor, TicketNews, TicketOffer, TicketReading } from '../domain/ticket-request.ts';

/**
 * What people ask for on tickets, as the tracker has written it down. Everything that comes from there is checked and cut;
 * each call throws `tracker-unreachable`, or `tracker-refused` where a right is missing.
 */
export interface TicketRequests {
  /** What others did in the queue after one thing that was done there, or since a moment. */
  news(since: { readonly after: number } | { readonly from: Instant }): Promise<TicketNews>;
  /** A ticket of the queue; null when the queue has none of this number. One that was merged away is none. */
  read(ticket: number): Promise<TicketReading | null>;
  /** Who is behind a name, and in which of these groups, be it by a group inside of another. */
  actor(login: string, groups: readonly string[]): Promise<TicketActor>;
  /** The newest comment or reply of somebody on a ticket after one thing that was done to it, since a moment; empty for none. */
  said(place: {
    readonly ticket: number;
    readonly login: string;
    readonly after: number;
    readonly from: Instant;
  }): Promise<string>;
  /** What a new ticket offers; null when the queue has none of this number. */
  offer(ticket: number): Promise<TicketOffer | null>;
  /** Sees to it that a comment stands on a ticket once, and that the ticket says whether its request failed. */
  tell(ticket: number, comment: TicketComment, communication: 'Pending' | 'Failed'): Promise<void>;
  /** Address at which people read a ticket. */
  urlOf(ticket: number): string;
}
