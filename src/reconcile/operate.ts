import type { ReleaseId } from '../domain/release.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Operation, OperationLog } from '../ports/operations.ts';
import type { Snapshots } from './snapshots.ts';
import type { Wake } from './wake.ts';

/** What operations work with. */
export interface OperateDeps {
  readonly operations: OperationLog;
  readonly ledger: Pick<Ledger, 'forgetAttempts'>;
  readonly snapshots: Pick<Snapshots, 'current'>;
  readonly wake: Pick<Wake, 'wake'>;
  readonly clock: Clock;
}

type By = Pick<Operation, 'operator' | 'request'>;

/** What operators may ask of a reconciler that runs; each is written down before it is done. */
export function makeOperations(deps: OperateDeps) {
  const note = (by: By, kind: Operation['kind'], subject: string) =>
    deps.operations.note({ at: deps.clock.now(), operator: by.operator, kind, subject, request: by.request });
  return {
    refresh: async (by: By) => {
      await note(by, 'refresh', '');
      deps.wake.wake();
    },
    retryRelease: async (by: By, release: ReleaseId) => {
      const snapshot = deps.snapshots.current()?.snapshot;
      const isAsked = snapshot?.desired.releases.some((each) => each.release.id === release) ?? false;
      if (!isAsked) return false;
      await note(by, 'retry-release', release);
      await deps.ledger.forgetAttempts(release);
      deps.wake.wake();
      return true;
    },
    newest: (count: number) => deps.operations.newest(count),
  };
}
