import type { Instant } from '../domain/instant.ts';
import type { ReleaseId } from '../domain/release.ts';
import type {
  DesiredTicket,
  ObservedTicket,
  TicketChanges,
  TicketHistory,
  TicketPerson,
} from '../domain/ticket.ts';

/**
 * The ticket tracker: a mirror of what is in git and in the repositories, never a source of it. Success is never
 * believed: who writes reads again and compares.
 */
export interface TicketTracker {
  /**
   * What keeps this tracker from being used (fields, values, rights, queue, clock, people that policy names), one
   * sentence with its mend each; empty when nothing does.
   */
  problems(asked: {
    readonly people: readonly TicketPerson[];
    /** The moment, by our clock. */
    readonly now: Instant;
  }): Promise<readonly string[]>;
  /**
   * How the tracker itself names these, in their order: as a group or a user, never as an address. Null for those that
   * it does not have and does not make. Begins a round: what is the same for all tickets is remembered until the next
   * call. Throws `tracker-unreachable`.
   */
  recognise(people: readonly TicketPerson[]): Promise<readonly (TicketPerson | null)[]>;
  /**
   * The ticket of a release: by its number where that is known, by the release's id otherwise; null when there is none.
   * Throws `tracker-unreachable`, or `tracker-refused` when there are several, or the number is that of another release or queue.
   */
  find(release: ReleaseId, number: number | null): Promise<ObservedTicket | null>;
  /** Makes the ticket with all its fields and answers with its number; look for it first, since this is not idempotent. */
  create(ticket: DesiredTicket): Promise<number>;
  /** What others did to a ticket, as far back as the last hundred changes of it. */
  history(ticket: ObservedTicket): Promise<TicketHistory>;
  /**
   * Writes what differs, comments last, and reads again: answers with the ticket as it is then, and with what the
   * tracker said against it, in its own words; those are empty when it took all. Throws `tracker-refused` when somebody
   * changed the ticket since it was read.
   */
  update(
    ticket: ObservedTicket,
    changes: TicketChanges,
  ): Promise<{ readonly ticket: ObservedTicket; readonly refusals: readonly string[] }>;
  /** Address at which people read the ticket. */
  urlOf(number: number): string;
}
