import type { CommitSha } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';

/** A blob of git by its id. */
export type BlobId = string & { readonly __brand: 'BlobId' };

/** An entry of the release repository at one commit. */
export interface TreeEntry {
  readonly path: string;
  /** Git's file mode; anything but 100644 is refused in release files. */
  readonly mode: string;
  readonly blob: BlobId;
}

/** A commit of main; `position` counts the commits up to it along first parent. */
export interface CommitFacts {
  readonly commit: CommitSha;
  readonly position: number;
  readonly author: string;
  /** The first line of its message, as people wrote it: not to be shown before it was looked at. */
  readonly subject: string;
  readonly committedAt: Instant;
}

/** A commit of main along first parent, with the files below `releases/` that it changed. */
export interface HistoryCommit extends CommitFacts {
  readonly changed: readonly FileChange[];
  /** Whether it changed anything else, such as stagepost.yaml or a key. */
  readonly elsewhere: boolean;
}

/** Blob is null where the file was deleted. */
export interface FileChange {
  readonly path: string;
  readonly blob: BlobId | null;
}

/** A commit that came to main by a merge, or one of main itself. */
export interface BroughtCommit {
  readonly commit: CommitSha;
  /** Position of the commit of main by which it came: its own where it is one of main. */
  readonly position: number;
  /** Subject and body, as people wrote them. */
  readonly message: string;
  /** The files below `releases/` that it changed against its own first parent. */
  readonly changed: readonly FileChange[];
}

/** The main branch of the release repository, read as data: blobs at commits, never a checkout. */
export interface ReleaseHistory {
  /** The newest commit of main, fetched from its origin where there is one. */
  head(): Promise<CommitFacts>;
  /** Every file at a commit. */
  tree(commit: CommitSha): Promise<readonly TreeEntry[]>;
  /** Contents in the order asked for; throws `git-failed` when one is missing or larger than 1 MiB. */
  blobs(ids: readonly BlobId[]): Promise<readonly Uint8Array[]>;
  /** Commits after `since` up to `until`, oldest first; from the root when `since` is null. */
  commits(since: CommitSha | null, until: CommitSha): Promise<readonly HistoryCommit[]>;
  /**
   * Every commit that came to main after `since` up to `until`, those of merged branches included, each with the first
   * commit of main that has it; ordered by that, parents before children.
   */
  brought(since: CommitSha | null, until: CommitSha): Promise<readonly BroughtCommit[]>;
  /** Whether `ancestor` is `commit` or stands on its first-parent line. */
  isOnLine(ancestor: CommitSha, commit: CommitSha): Promise<boolean>;
}
