import type { Instant } from '../domain/instant.ts';
import type { LetterStanding, StoredLetter } from '../domain/mail.ts';
import { releaseTitle } from '../domain/release.ts';
import { columns } from './columns.ts';
import { counted } from './names.ts';
import { ageOf, momentOf } from './times.ts';

/** Mail that is not sent as a table; one line says so when there is none. */
export function lettersAsText(letters: readonly StoredLetter[]): string {
  if (letters.length === 0) return 'No mail waits.';
  const rows = letters.map(({ to, news, queuedAt, standing }) => [
    to,
    `${releaseTitle(news.release)}, ${news.state}`,
    momentOf(queuedAt),
    standingText(standing),
  ]);
  return columns([['TO', 'ABOUT', 'SINCE', 'STANDS'], ...rows]);
}

/** What waits and what is held, in one line of the status; empty when nothing does. */
export function waitingMailText(letters: readonly StoredLetter[], now: Instant): string {
  const [oldest] = letters;
  if (oldest === undefined) return '';
  const held = letters.filter(({ standing }) => standing.kind === 'held').length;
  const waiting = letters.length - held;
  const parts = [
    ...(waiting === 0 ? [] : [`${counted(waiting, 'letter')} to be sent by mail`]),
    ...(held === 0 ? [] : [`${counted(held, 'letter')} held, see stagepost notifications outbox`]),
  ];
  return `${parts.join('; ')}; the oldest for ${ageOf(oldest.queuedAt, now)}`;
}

function standingText(standing: LetterStanding): string {
  switch (standing.kind) {
    case 'waiting':
      return standing.sentence === null
        ? 'waits'
        : `waits, again at ${momentOf(standing.dueAt)}: ${standing.sentence}`;
    case 'sending':
      return 'is being sent';
    case 'sent':
      return `sent at ${momentOf(standing.at)}`;
    case 'held':
      return `held: ${standing.sentence}`;
    default:
      return standing satisfies never;
  }
}
