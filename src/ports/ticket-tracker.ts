import type { ReleaseId } from '../domain/release.ts';
import type { DesiredTicket, ObservedTicket, TicketChanges } from '../domain/ticket.ts';

/**
 * The ticket tracker: a mirror of what is in git and in the repositories, never a source of it. Success is never
 * believed: who writes reads again and compares.
 */
export interface TicketTracker {
  /** What keeps this tracker from being used (fields, rights, queue), one sentence with its mend each; empty when nothing does. */
  problems(): Promise<readonly string[]>;
  /**
   * The ticket of a release: by its number where the release file gives one, by the release's id otherwise; null when
   * there is none. Throws `tracker-unreachable`, or `tracker-refused` when there are several.
   */
  find(release: ReleaseId, number: number | null): Promise<ObservedTicket | null>;
  /** Makes the ticket with all its fields and answers with its number; look for it first, since this is not idempotent. */
  create(ticket: DesiredTicket): Promise<number>;
  /**
   * Writes what differs and answers with what the tracker said against it, in its own words; empty when it took all.
   * Comments are written last.
   */
  update(number: number, changes: TicketChanges): Promise<readonly string[]>;
  /** Address at which people read the ticket. */
  urlOf(number: number): string;
}
