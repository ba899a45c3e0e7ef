import type { Operation, OperationLog } from '../../src/ports/operations.ts';

/** A log of operations in memory. */
export function fakeOperationLog(): OperationLog {
  const noted: Operation[] = [];
  return {
    note: async (operation) => {
      noted.unshift(operation);
    },
    newest: async (count) => noted.slice(0, count),
  };
}
