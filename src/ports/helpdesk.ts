import type { HelpdeskArticle, ObservedHelpdeskTicket } from '../domain/helpdesk.ts';
import type { Instant } from '../domain/instant.ts';

/** Where providers ask and are answered: a mirror of what was written down, never a source of it. */
export interface Helpdesk {
  /** What keeps it from being used (token, rights, group, states, clock), one sentence with its mend each; empty when nothing does. */
  problems(now: Instant): Promise<readonly string[]>;
  /** A ticket with the articles that are ours; null when there is none. Throws `helpdesk-unreachable`, or `helpdesk-refused` where it was merged, or is in another group. */
  find(number: number): Promise<ObservedHelpdeskTicket | null>;
  /**
   * Adds an article for the provider, and closes the ticket with it where the article says so. Look for the article first,
   * since this is not idempotent, and again afterwards, since an answer proves nothing. Throws `helpdesk-unreachable`, or
   * `helpdesk-refused` with its words.
   */
  tell(number: number, article: HelpdeskArticle): Promise<void>;
  /** Address at which people read the ticket. */
  urlOf(number: number): string;
}
