import type { ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import type { HistoryView } from '../report/history-view.ts';
import type { ClientTruth } from '../report/views/client-truth.ts';
import type { Snapshot } from '../report/views/snapshot.ts';

/** A snapshot with its name, which changes when anything in it but the moment does. */
export interface NamedSnapshot {
  readonly id: string;
  readonly snapshot: Snapshot;
}

/** What can be read. Nothing here looks at the world anew: it is as the last cycle saw it. */
export interface Views {
  /** The newest snapshot and its name, which changes when something else does; null before the first full observation. */
  current(): NamedSnapshot | null;
  /** Calls for each snapshot that says something new, until the answer is called. */
  onChange(changed: (named: NamedSnapshot) => void): () => void;
  /** Everything that git knew of a release when the snapshot was taken. */
  history(snapshot: Snapshot, release: ReleaseId): Promise<HistoryView>;
  /** The metrics of the policy as they were then, of one month or of all; `month` is written 2026-11. */
  metrics(snapshot: Snapshot, month: string | null): Promise<object>;
  /** The same as comma-separated values. */
  metricsCsv(snapshot: Snapshot, month: string | null): Promise<string>;
  /** How long releases were in each state, as comma-separated values. */
  timesCsv(snapshot: Snapshot, of: 'visits' | 'totals'): string;
  /** What clients were given last at the addresses of repositories. */
  truth(): ClientTruth;
  /** Where clients find a repository. */
  urlOf(repository: Repository): string;
}
