import type { CommitSha } from './desired-state.ts';
import type { Instant } from './instant.ts';
import type { ReleaseId, StateName } from './release.ts';

/** A mail address that servers and readers of mail cannot take for anything else: plain characters, one @, no quotes. */
export type MailAddress = string & { readonly __brand: 'MailAddress' };

const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+$/;
const domainLabel = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/**
 * Reads an address in the strict form that every server takes (RFC 5321, dot-string and domain); undefined for anything
 * else: names beside the address, quotes, comments, groups, several addresses. The domain comes back in lower case.
 */
export function asMailAddress(text: string): MailAddress | undefined {
  if (text.length > 254) return undefined;
  const [local = '', domain = '', ...more] = text.split('@');
  const isLocal = local.length <= 64 && local.split('.').every((part) => localPart.test(part));
  const isDomain = domain.split('.').every((label) => domainLabel.test(label));
  return more.length === 0 && isLocal && isDomain
    ? (`${local}@${domain.toLowerCase()}` as MailAddress)
    : undefined;
}

/** The domain of an address. */
export function domainOf(address: MailAddress): string {
  return address.slice(address.indexOf('@') + 1);
}

/** That a release came to a state, as mail tells it; made once, so that a mail that is sent again says the same. */
export interface News {
  readonly release: ReleaseId;
  /** Path of its file in the release repository. */
  readonly file: string;
  /** Title of its major release. */
  readonly majorTitle: string;
  /** Which of its stays, counted from 0; the record only ever adds to them. */
  readonly visit: number;
  readonly state: StateName;
  readonly entered: Instant;
  /** The commit of main that led there. */
  readonly commit: CommitSha;
  /** The reason or outcome; null where nothing is known. */
  readonly text: string | null;
}

/** A piece of news for one recipient; address, release and stay name it. */
export interface Letter {
  readonly to: MailAddress;
  /** Whether it is addressed to this one, or is a copy. */
  readonly as: 'to' | 'cc';
  /** Every ground on which this one is told; never empty. */
  readonly because: readonly string[];
  readonly news: News;
}

/** How often a letter was tried, and by which mail. */
export interface LetterTries {
  /** How often a server asked to come back later. */
  readonly attempts: number;
  /** How often nobody could tell whether it was taken. */
  readonly doubts: number;
  /** Identity of the mail that carries it, which a second try keeps; null before the first. */
  readonly mail: string | null;
}

/** How a letter stands. */
export type LetterStanding =
  | (LetterTries & {
      readonly kind: 'waiting';
      readonly dueAt: Instant;
      /** What kept it back last; null before the first try. */
      readonly sentence: string | null;
    })
  /** Being handed over, since a moment; still so when the program starts, it is not known what became of it. */
  | (LetterTries & { readonly kind: 'sending'; readonly since: Instant })
  | { readonly kind: 'sent'; readonly at: Instant; readonly mail: string }
  /** Not tried again until a person asks for it. */
  | { readonly kind: 'held'; readonly since: Instant; readonly sentence: string };

/** A letter in the outbox. */
export interface StoredLetter extends Letter {
  readonly queuedAt: Instant;
  readonly standing: LetterStanding;
}

/** A mail that was sent: what counts towards the most that an address gets in an hour. */
export interface SentMail {
  readonly to: MailAddress;
  readonly mail: string;
  readonly at: Instant;
}

/** Letters to one address that go as one mail. */
export interface Envelope {
  /** Identity of the mail: the same letters give the same. */
  readonly mail: string;
  readonly to: MailAddress;
  /** In the order in which they were queued. */
  readonly letters: readonly [StoredLetter, ...StoredLetter[]];
}

/** A mail with everything that is seen of it. */
export interface Mail {
  /** Identity, from which the Message-ID is made. */
  readonly id: string;
  /** Identity of the conversation that it belongs to; null for one about several releases. */
  readonly thread: string | null;
  /** Name of the list that it comes from: letters, digits, dots, hyphens and underscores. */
  readonly list: string;
  readonly to: MailAddress;
  readonly as: Letter['as'];
  /** One line of 200 characters at most. */
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What became of a mail that was handed over. */
export type Delivery =
  /** The server has taken it over. */
  | { readonly kind: 'accepted' }
  /** The server asks to come back with this one later (4xx). */
  | { readonly kind: 'deferred'; readonly sentence: string }
  /** The server will not take it for this recipient (5xx). */
  | { readonly kind: 'refused'; readonly sentence: string }
  /** The connection ended after the mail was handed over and before the answer: it may have been taken. */
  | { readonly kind: 'unclear'; readonly sentence: string }
  /** The server cannot be used at all now; the mail was not handed over. */
  | { readonly kind: 'unreachable'; readonly sentence: string };
