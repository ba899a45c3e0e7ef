import { sha256Of } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Clock } from '../ports/clock.ts';
import type { Snapshot } from '../report/views/snapshot.ts';
import type { Planned } from './planned.ts';
import type { CycleListener } from './until-quiet.ts';

interface NamedSnapshot {
  readonly id: string;
  readonly snapshot: Snapshot;
}

/** The newest snapshot of a reconciler that runs for ever. */
export interface Snapshots extends CycleListener {
  /** Null before the first full observation. Its name changes when anything in it but the moment does. */
  current(): NamedSnapshot | null;
  /** Whether a cycle is doing, or has done, what the newest does not show yet; mirrors may show it already. */
  isBehind(): boolean;
  /** When something was observed last, whether or not it could be understood; null before that. */
  observedAt(): Instant | null;
  /** Calls once for each snapshot that differs from the one before, until the answer is called. */
  onChange(changed: (named: NamedSnapshot) => void): () => void;
}

/**
 * Keeps what the last cycle saw. It is taken when a cycle has planned, because what it observed and what it planned
 * then belong together; what it does is seen by the next one, which comes at once.
 */
export function makeSnapshots(clock: Clock): Snapshots {
  let newest: NamedSnapshot | null = null;
  let observedAt: Instant | null = null;
  let behind = false;
  const listeners = new Set<(named: NamedSnapshot) => void>();

  function take(snapshot: Snapshot): void {
    const before = newest?.id;
    newest = { id: nameOf(snapshot), snapshot };
    if (newest.id !== before) for (const changed of listeners) changed(newest);
  }

  return {
    planned: (planned) => {
      observedAt = clock.now();
      behind = planned.kind === 'planned' && planned.plan.actions.length > 0;
      const snapshot = nextSnapshot(planned, newest?.snapshot ?? null);
      if (snapshot !== null) take(snapshot);
    },
    ended: (cycle) => {
      behind = cycle.kind === 'done' && cycle.outcome.results.some(({ kind }) => kind === 'done');
      if (cycle.kind === 'done' && newest?.snapshot.plan === cycle.planned.plan)
        take({ ...newest.snapshot, notes: cycle.notes });
    },
    current: () => newest,
    isBehind: () => behind,
    observedAt: () => observedAt,
    onChange: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

// Where policy or record cannot be read, what was known last stands, with what is wrong now.
function nextSnapshot(planned: Planned, last: Snapshot | null): Snapshot | null {
  const { findings } = planned;
  if (planned.kind === 'refused') return last && { ...last, findings };
  const { desired, actual, plan } = planned;
  if (actual.record.kind === 'unknown') return last && { ...last, findings };
  const notes = last?.notes ?? [];
  return { at: plan.madeAt, desired, actual, record: actual.record.value, plan, findings, notes };
}

function nameOf({ plan, record, findings, notes, actual }: Snapshot): string {
  const { madeAt, clients, components, ...said } = plan;
  const attempts = [...actual.attempts];
  return sha256Of(JSON.stringify({ said, record: record.parent, findings, notes, attempts })).slice(0, 16);
}
