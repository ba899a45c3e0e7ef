import type { CommitSha } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import type { Inventory, ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';

/** For how long one commit of main was the one that was reconciled last. */
export interface RecordStand {
  /** Null where nothing was reconciled yet. */
  readonly main: CommitSha | null;
  /** The last commit of the record while that was so. */
  readonly last: CommitSha;
}

/** The record as it stood at one of its commits. */
export interface PastRecord {
  readonly record: ReconcilerRecord;
  readonly committedAt: Instant;
  readonly inventories: ReadonlyMap<ReleaseId, Inventory>;
}

/** What the record branch said before; nothing in it ever changes. */
export interface RecordHistory {
  /** Which commits of main were reconciled up to a commit of the record, oldest first. */
  stands(head: CommitSha): Promise<readonly RecordStand[]>;
  /** The record at one of its commits. */
  at(commit: CommitSha): Promise<PastRecord>;
}
