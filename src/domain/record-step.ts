import type { CommitSha } from './desired-state.ts';
import type { Instant } from './instant.ts';
import type { Inventory, ReconcilerRecord } from './record.ts';
import type { ReleaseId } from './release.ts';

/** One commit of the record branch along first parent: what it says of itself, and the record as it stood then. */
export interface RecordStep {
  readonly commit: CommitSha;
  readonly parents: readonly CommitSha[];
  /** Committer date: the moment in which it was written. */
  readonly committedAt: Instant;
  /** Name and address of the committer. */
  readonly committer: string;
  readonly message: string;
  /** Paths of the files that this commit brought, changed or removed. */
  readonly changed: readonly string[];
  /** Files that this commit brought or changed and that are not as the reconciler writes them. */
  readonly unread: readonly { readonly file: string; readonly problem: string }[];
  /** Of a file that cannot be read, what it said before. */
  readonly record: ReconcilerRecord;
  readonly inventories: ReadonlyMap<ReleaseId, Inventory>;
}
