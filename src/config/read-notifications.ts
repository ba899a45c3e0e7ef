import type { ConfigDocument } from '../document/generated/config.ts';
import {
  type MatrixCell,
  type NotificationMatrix,
  type NotificationPolicy,
  shippedMatrix,
} from '../domain/notification.ts';

/** Who is told of what: the shipped matrix with the cells of the file in the place of its own (R96). */
export function notificationsOf({ notifications }: ConfigDocument): NotificationPolicy {
  const { lists, stackLists, watchers, matrix } = notifications;
  return {
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
