import type { CommitSha } from '../../src/domain/desired-state.ts';
import type { Letter, Mail, MailAddress, News, StoredLetter } from '../../src/domain/mail.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import type { MailPlaces } from '../../src/report/mails/mail-content.ts';
import { noon } from './release.ts';

/** A mail address; the text must be one. */
export function anAddress(text: string): MailAddress {
  return text as MailAddress;
}

/** A mail to one recipient. */
export function aMail(id: string, parts: Partial<Mail> = {}): Mail {
  return {
    id,
    thread: 'umd-5/voms-4.2.0',
    list: 'umd-5',
    to: anAddress('watcher@example.org'),
    as: 'to',
    subject: 'voms 4.2.0 (UMD 5): Production',
    text: 'voms 4.2.0 is in production.\n',
    html: '<p>voms 4.2.0 is in production.</p>\n',
    ...parts,
  };
}

/** News that voms is in production. */
export function someNews(parts: Partial<News> = {}): News {
  return {
    release: 'umd-5/voms-4.2.0' as ReleaseId,
    file: 'releases/umd-5/voms-4.2.0.yaml',
    majorTitle: 'UMD 5',
    visit: 4,
    state: 'Production',
    entered: noon,
    commit: '0123456789abcdef0123456789abcdef01234567' as CommitSha,
    text: null,
    ...parts,
  };
}

/** The same for one recipient. */
export function aLetter(to: string, news: Partial<News> = {}, parts: Partial<Letter> = {}): Letter {
  return { to: anAddress(to), as: 'to', because: ['watches everything'], news: someNews(news), ...parts };
}

/** A letter that waits and was never tried. */
export function aStoredLetter(
  to: string,
  news: Partial<News> = {},
  parts: Partial<StoredLetter> = {},
): StoredLetter {
  const standing = {
    kind: 'waiting',
    dueAt: noon,
    attempts: 0,
    doubts: 0,
    mail: null,
    sentence: null,
  } as const;
  return { ...aLetter(to, news), queuedAt: noon, standing, ...parts };
}

/** A host without pages and without tickets. */
export const noPlaces: MailPlaces = { ticketTag: null, ticketOf: () => null, pageOf: () => null };
