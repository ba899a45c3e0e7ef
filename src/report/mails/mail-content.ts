import { shortDigest } from '../../domain/digest.ts';
import { cleanText } from '../../domain/failure.ts';
import type { Letter, News } from '../../domain/mail.ts';
import { type ReleaseId, releaseTitle } from '../../domain/release.ts';
import { momentOf } from '../times.ts';

/** What is true of a host, as far as its mails say it. */
export interface MailPlaces {
  /** What stands before the number of a ticket in subjects; null where answers do not go to the tracker. */
  readonly ticketTag: string | null;
  readonly ticketOf: (release: ReleaseId) => { readonly number: number; readonly url: string | null } | null;
  /** Address of the page of a release; null where there is none. */
  readonly pageOf: (release: ReleaseId) => string | null;
}

/** One piece of news, ready to be written as text or as HTML. */
export interface MailItem {
  readonly title: string;
  readonly state: string;
  readonly since: string;
  /** Lines that people wrote; empty where there are none. */
  readonly quoted: readonly string[];
  readonly links: readonly { readonly label: string; readonly text: string; readonly isAddress: boolean }[];
  readonly because: string;
}

const mostTextCharacters = 10_000;

/** A letter as its reader sees it. */
export function itemOf({ news, because, as }: Letter, places: MailPlaces): MailItem {
  return {
    title: titleOf(news),
    state: news.state,
    since: momentOf(news.entered),
    quoted: news.text === null ? [] : visible(news.text.slice(0, mostTextCharacters)).split('\n'),
    links: linksOf(news, places),
    because: `You ${as === 'to' ? 'are told' : 'get a copy'} as: ${becauseOf(because)}.`,
  };
}

/** `voms 4.2.0 (UMD 5)`, on one line. */
export function titleOf({ release, majorTitle }: News): string {
  return oneLine(`${releaseTitle(release)} (${majorTitle})`);
}

/** A text without line breaks, and without anything that a reader cannot see. */
export function oneLine(text: string): string {
  return visible(text)
    .replace(/[\n\t]+/g, ' ')
    .trim();
}

function visible(text: string): string {
  return cleanText(text.toWellFormed().replace(/\r\n?/g, '\n'));
}

function becauseOf(because: readonly string[]): string {
  return because.map(oneLine).join('; ');
}

function linksOf({ release, file, commit }: News, { pageOf, ticketOf }: MailPlaces): MailItem['links'] {
  const page = pageOf(release);
  const ticket = ticketOf(release);
  const ticketLink =
    ticket === null
      ? []
      : [{ label: 'Ticket', text: ticket.url ?? `#${ticket.number}`, isAddress: ticket.url !== null }];
  return [
    ...(page === null ? [] : [{ label: 'Release', text: page, isAddress: true }]),
    ...ticketLink,
    { label: 'File', text: `${file}, by commit ${shortDigest(commit)}`, isAddress: false },
  ];
}
