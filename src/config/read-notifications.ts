import type { ConfigDocument } from '../document/generated/config.ts';
import type { Located } from '../document/read-document.ts';
import type { Finding } from '../domain/finding.ts';
import { asMailAddress } from '../domain/mail.ts';
import {
  type MatrixCell,
  type NotificationMatrix,
  type NotificationPolicy,
  shippedMatrix,
} from '../domain/notification.ts';

/** Who is told of what: the shipped matrix with the cells of the file in the place of its own (R96). */
export function notificationsOf({ notifications }: ConfigDocument): NotificationPolicy {
  const { lists, stackLists, watchers, matrix, by, daily, perHour } = notifications;
  return {
    ...{ by, perHour },
    daily: {
      hour: daily?.hour ?? 0,
      recipients: (daily?.recipients ?? []).flatMap((each) => asMailAddress(each) ?? []),
    },
    lists,
    stackLists: new Map(Object.entries(stackLists)),
    watchers,
    matrix: withCells(shippedMatrix, matrix),
  };
}

type Cells = Readonly<Record<string, Readonly<Record<string, MatrixCell>>>>;

// The schema knows the names of states and groups, so that no other row or cell can be among them.
function withCells(shipped: NotificationMatrix, cells: Cells): NotificationMatrix {
  const rows = Object.entries(shipped).map(([state, row]) => [state, { ...row, ...cells[state] }]);
  return Object.fromEntries(rows) as NotificationMatrix;
}

/** What is wrong with the notifications that the schema cannot say. */
export function checkNotifications(document: Located<ConfigDocument>): readonly Finding[] {
  const recipients = document.value.notifications.daily?.recipients ?? [];
  return recipients.flatMap((recipient, index) => {
    if (asMailAddress(recipient) !== undefined) return [];
    return [
      document.finding(['notifications', 'daily', 'recipients', index], 'value', {
        rule: 'mail-address',
        message: `${recipient} is not a plain mail address`,
        hint: 'write the address alone, as it stands in lists, watchers or contacts',
      }),
    ];
  });
}
