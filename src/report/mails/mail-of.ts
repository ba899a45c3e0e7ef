import type { Envelope, Letter, Mail } from '../../domain/mail.ts';
import { majorOf, releaseTitle } from '../../domain/release.ts';
import { counted } from '../names.ts';
import { itemOf, type MailPlaces, oneLine, titleOf } from './mail-content.ts';
import { htmlOf } from './mail-html.ts';
import { textOf } from './mail-text.ts';

const longestSubject = 200;

/** The mail that carries some letters: of one, or of several as a list. The same letters and places give the same mail. */
export function mailOf(
  { mail, to, letters }: Pick<Envelope, 'mail' | 'to'> & { readonly letters: readonly [Letter, ...Letter[]] },
  places: MailPlaces,
): Mail {
  const [first] = letters;
  const items = letters.map((letter) => itemOf(letter, places));
  const releases = [...new Set(letters.map(({ news }) => news.release))];
  const [release] = releases;
  const one = releases.length === 1 && release !== undefined ? release : null;
  const ticket = one === null || places.ticketTag === null ? null : places.ticketOf(one);
  const closing = closingOf(ticket !== null);
  const subject = shortened(
    `${ticket === null ? '' : `[${places.ticketTag} #${ticket.number}] `}${headline(letters)}`,
  );
  return {
    ...{ id: mail, to, subject },
    thread: one,
    list: one === null ? 'all' : majorOf(one),
    as: letters.some(({ as }) => as === 'to') ? 'to' : first.as,
    text: textOf(items, closing),
    html: htmlOf(subject, items, closing),
  };
}

function headline(letters: readonly [Letter, ...Letter[]]): string {
  const [{ news }] = letters;
  if (letters.length === 1) return `${titleOf(news)}: ${news.state}`;
  const names = [...new Set(letters.map((letter) => oneLine(releaseTitle(letter.news.release))))];
  return `${counted(letters.length, 'change')} of releases: ${names.join(', ')}`;
}

function shortened(text: string): string {
  // By characters and not by halves of them.
  const characters = [...oneLine(text)];
  return characters.length > longestSubject
    ? `${characters.slice(0, longestSubject - 1).join('')}…`
    : characters.join('');
}

function closingOf(isTicket: boolean): readonly string[] {
  return [
    'Who is told of what is decided in stagepost.yaml.',
    ...(isTicket ? ['An answer to this mail goes to the ticket.'] : []),
  ];
}
