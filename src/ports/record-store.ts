import type { CommitSha } from '../domain/desired-state.ts';
import type { Inventory, ReconcilerRecord } from '../domain/record.ts';

/** What one cycle adds to the record. */
export interface RecordEntry {
  readonly next: ReconcilerRecord;
  /** Inventories of releases that entered the pool in this cycle. */
  readonly inventories: readonly Inventory[];
  /** Subject and body of the commit. */
  readonly message: string;
}

/** The record branch: one writer, one commit for each cycle that did something. */
export interface RecordStore {
  /** Reads the newest record, fetched from its origin where there is one; the empty record when there is no branch. */
  read(): Promise<ReconcilerRecord>;
  /** Throws `record-superseded` unless the newest record is the one of this commit; null: unless there is none. */
  ensureNewest(commit: CommitSha | null): Promise<void>;
  /**
   * Writes the difference to the record that `next.parent` names, pushes it, and reads it back.
   * Throws `record-superseded` when another reconciler wrote in the meantime.
   */
  write(entry: RecordEntry): Promise<CommitSha>;
}
