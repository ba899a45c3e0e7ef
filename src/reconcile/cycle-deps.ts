import type { ObserveDeps } from '../actual/observe.ts';
import type { SolveDeps } from '../actual/observe-installability.ts';
import type { PackageCache } from '../actual/observe-packages.ts';
import type { Fetches } from '../apply/fetches.ts';
import type { ApplyDeps } from '../apply/handler.ts';
import type { DesiredDeps } from '../desired/read-desired-state.ts';
import type { Clock } from '../ports/clock.ts';
import type { Inbox } from '../ports/inbox.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Pool } from '../ports/pool.ts';
import type { Progress } from '../ports/progress.ts';
import type { RecordStore } from '../ports/record-store.ts';
import type { Mirrors } from './mirror.ts';
import type { OwnMail } from './tell-by-mail.ts';

/** Everything that a cycle works with; built once, where adapters are built. */
export interface CycleDeps extends ObserveDeps, SolveDeps, ApplyDeps, DesiredDeps {
  readonly pool: Pool;
  readonly records: RecordStore;
  readonly ledger: Ledger;
  readonly inbox: Inbox;
  readonly mirrors: Mirrors;
  readonly outbox: Outbox;
  /** How people are told by mail; null where this host sends none. */
  readonly mail: OwnMail | null;
  readonly fetches: Fetches;
  /** Packages of members that were read before. */
  readonly packages: PackageCache;
  /** How long a cycle waits for its fetches, in milliseconds; some seconds when absent. */
  readonly patienceMs?: number;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Whether every published repository is made again, whatever it looks like. */
  readonly rebuild?: boolean;
  /** Ends the run when it is aborted: what is at work is finished or rolled back, nothing more is begun. */
  readonly stop?: AbortSignal;
}
