import type { Instant } from './instant.ts';
import type { ReleaseId, StateName } from './release.ts';

/** What administrators decide about the tickets of providers. */
export interface HelpdeskPolicy {
  /** Whether the ticket is closed when the release has come to an end, or as soon as it was fetched (C23). */
  readonly closeAt: 'outcome' | 'injection';
}

/** Something that the provider of a release has to hear. */
export type HelpdeskNews =
  /** The release came to a state. `text` is the reason or outcome; null where there is none. */
  | {
      readonly kind: 'stay';
      /** Position of the stay in the record, from 0 on. */
      readonly visit: number;
      readonly state: StateName;
      readonly entered: Instant;
      readonly text: string | null;
      /** Whether the ticket ends with it. */
      readonly closes: boolean;
    }
  /** The release waits for the provider, and has done so for some working days (R56 and the helpdesk's own rules). */
  | { readonly kind: 'reminder'; readonly visit: number; readonly since: Instant; readonly days: number };

/** An article that is to stand on a ticket once. */
export interface HelpdeskArticle {
  /** Lower-case letters, digits and hyphens; stands in the text, so that the article is found again. */
  readonly key: string;
  readonly text: string;
  /** Whether the ticket is closed with it. A ticket that people open again stays open. */
  readonly closes: boolean;
}

/** What a provider's ticket should have. */
export interface DesiredHelpdeskTicket {
  readonly release: ReleaseId;
  /** Number in the address of the ticket. */
  readonly number: number;
  /** Oldest first. */
  readonly articles: readonly HelpdeskArticle[];
}

/** What a provider's ticket has. */
export interface ObservedHelpdeskTicket {
  readonly number: number;
  /** Keys of the articles of Stagepost itself; what others quote is none. */
  readonly articles: ReadonlySet<string>;
}

/** The articles that are not there yet, in order; equal tickets give none. */
export function missingArticles(
  { articles }: DesiredHelpdeskTicket,
  observed: ObservedHelpdeskTicket,
): readonly HelpdeskArticle[] {
  return articles.filter(({ key }) => !observed.articles.has(key));
}
