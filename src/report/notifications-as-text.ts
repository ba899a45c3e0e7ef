import type { Instant } from '../domain/instant.ts';
import type { Notification, Recipient } from '../domain/notification.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import { columns } from './columns.ts';
import { counted } from './names.ts';
import { momentOf } from './times.ts';

/** Who would be told of the state that a release is in, and of those that the plan would enter. */
export interface NotificationPreview {
  readonly schemaVersion: 1;
  /** Nothing is sent by this program yet. */
  readonly sent: false;
  readonly release: ReleaseId;
  /** File in which a missing reason would stand. */
  readonly file: string;
  /** Null before the release is in any state. */
  readonly present: (Notification & { readonly since: Instant }) | null;
  readonly planned: readonly Notification[];
}

/** The preview as text: each recipient with the grounds on which it is told. */
export function previewAsText({ release, file, present, planned }: NotificationPreview): string {
  const title = releaseTitle(release);
  const now =
    present === null
      ? [`${title} is in no state yet, and nobody would be told.`]
      : [
          `${title} is ${present.state} since ${momentOf(present.since)}. Would be told of it; nothing is sent yet:`,
          ...notificationLines(present, file),
        ];
  const next = planned.flatMap((each) => [
    '',
    `When it enters ${each.state}, as main asks, would be told:`,
    ...notificationLines(each, file),
  ]);
  return [...now, ...next].join('\n');
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
