import type { ObserveDeps } from '../actual/observe.ts';
import type { ApplyDeps } from '../apply/handler.ts';
import type { DesiredDeps } from '../desired/read-desired-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Progress } from '../ports/progress.ts';
import type { RecordStore } from '../ports/record-store.ts';

/** Everything that a cycle works with; built once, where adapters are built. */
export interface CycleDeps extends ObserveDeps, ApplyDeps, DesiredDeps {
  readonly records: RecordStore;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly progress: Progress;
}
