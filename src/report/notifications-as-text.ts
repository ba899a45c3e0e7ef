import type { Instant } from '../domain/instant.ts';
import { asMailAddress } from '../domain/mail.ts';
import type { Notification, Recipient } from '../domain/notification.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import { columns } from './columns.ts';
import { counted } from './names.ts';
import { momentOf } from './times.ts';

/** By what those are told who have a mail address. */
export type TellingChannel = 'mail' | 'ticket' | 'both' | 'nothing' | 'unknown';

/** A mail as one recipient would get it. */
export interface PreviewedMail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** Who is told of the state that a release is in, of one that was asked for, and of those that the plan would enter. */
export interface NotificationPreview {
  readonly schemaVersion: 1;
  /** Unknown in a clone: only a host knows what it sends. */
  readonly by: TellingChannel;
  readonly release: ReleaseId;
  /** File in which a missing reason would stand. */
  readonly file: string;
  /** Null before the release is in any state. `isSupposed` is for a state that it is not in. */
  readonly present:
    | (Notification & {
        readonly since: Instant;
        readonly isSupposed: boolean;
        /** As the first recipient with an address gets it; null where nobody has one. */
        readonly mail: PreviewedMail | null;
      })
    | null;
  readonly planned: readonly Notification[];
}

/** The preview as text: each recipient with the grounds on which it is told, and the mail. */
export function previewAsText({ release, file, present, planned, by }: NotificationPreview): string {
  const title = releaseTitle(release);
  const next = planned.flatMap((each) => [
    '',
    `When it enters ${each.state}, as main asks, would be told:`,
    ...notificationLines(each, file),
  ]);
  if (present === null) return [`${title} is in no state yet, and nobody would be told.`, ...next].join('\n');
  return [
    present.isSupposed
      ? `If ${title} were ${present.state}, would be told of it:`
      : `${title} is ${present.state} since ${momentOf(present.since)}. Would be told of it:`,
    ...notificationLines(present, file),
    ...mailLines(present.mail),
    '',
    `${channels[by]}${by === 'mail' ? unmailed(present) : ''}`,
    ...next,
  ].join('\n');
}

const channels: { readonly [channel in TellingChannel]: string } = {
  mail: 'This host tells those with a mail address by mail.',
  ticket: 'This host tells people by the Cc of the ticket, and sends no mail of its own: notifications.by.',
  both: 'This host tells people by the Cc of the ticket, and those with a mail address by mail as well.',
  nothing: 'This host has neither a mail server nor a tracker: nobody is told.',
  unknown: 'Whether that is by ticket or by mail is a matter of the host: see --host.',
};

/** Those whom a host without tracker cannot reach. */
function unmailed({ recipients }: Notification): string {
  const names = recipients.map(({ name }) => name).filter((name) => asMailAddress(name) === undefined);
  return names.length === 0 ? '' : ` Nobody tells ${names.join(', ')}: that is no mail address.`;
}

function mailLines(mail: PreviewedMail | null): readonly string[] {
  if (mail === null) return [];
  const lines = [`To: ${mail.to}`, `Subject: ${mail.subject}`, '', ...mail.text.trimEnd().split('\n')];
  return ['', 'The mail:', ...lines.map((line) => `  | ${line}`.trimEnd())];
}

/** One line for each notification, for those who read a plan: lists by name, persons by their number. */
export function toldLines(notifications: readonly Notification[]): readonly string[] {
  const rows = notifications.map((each) => [`${releaseTitle(each.release)}, ${each.state}`, shortText(each)]);
  return rows.length === 0 ? [] : columns(rows).split('\n');
}

function shortText(notification: Notification): string {
  const told = (['to', 'cc'] as const).flatMap((as) => {
    const found = notification.recipients.filter((each) => each.as === as);
    return found.length === 0 ? [] : [`${as} ${namesOf(found)}`];
  });
  const why = isSilent(notification) ? ['it must say why, and no reason is given'] : [];
  return [...(told.length === 0 ? ['nobody'] : told), ...why].join('; ');
}

function namesOf(recipients: readonly Recipient[]): string {
  const lists = recipients.filter(({ kind }) => kind === 'list').map(({ name }) => name);
  const persons = recipients.length - lists.length;
  return [...lists, ...(persons === 0 ? [] : [counted(persons, 'person')])].join(', ');
}

function notificationLines(notification: Notification, file: string): readonly string[] {
  const { recipients, unreached, text, textRequired } = notification;
  const rows = [
    ...recipients.map(({ as, name, kind, because }) => [as, name, kind, because.join(', ')]),
    ...unreached.map(({ sentence }) => ['–', 'nobody', '', sentence]),
  ];
  return [
    ...(rows.length === 0 ? ['  nobody'] : columns(rows, '  ').split('\n')),
    ...(text === null ? [] : [`  ${textRequired ? 'and must be told why' : 'and is told'}: ${text}`]),
    ...(isSilent(notification) ? [`  and must be told why, but there is no reason: add it to ${file}`] : []),
  ];
}

function isSilent({ text, textRequired }: Notification): boolean {
  return textRequired && text === null;
}
