import type { CommitSha } from '../domain/desired-state.ts';
import type { ReleaseId } from '../domain/release.ts';

/** What the host of the release repository should show at a commit about one release. */
export interface CommitStatus {
  readonly commit: CommitSha;
  readonly release: ReleaseId;
  readonly state: 'pending' | 'success' | 'failure';
  /** One sentence; longer ones are cut at 140 characters with an ellipsis. */
  readonly description: string;
}

/** Where people review and merge: a mirror of what was done, never a source of it. */
export interface CodeHost {
  /** What keeps it from being used, one sentence with its mend each; empty when nothing does. */
  problems(): Promise<readonly string[]>;
  /**
   * Sees to it that the commit shows this status as its newest one for the release; a status that is there already is
   * not written again. Throws `code-host-unreachable` or `code-host-refused`.
   */
  ensureStatus(status: CommitStatus): Promise<'written' | 'unchanged'>;
}
