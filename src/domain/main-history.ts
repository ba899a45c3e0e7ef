import type { Day } from './day.ts';
import type { CommitSha } from './desired-state.ts';
import type { Sha256 } from './digest.ts';
import type { Instant } from './instant.ts';
import type { ReleaseId, ReleaseWorkflow } from './release.ts';

/** A commit of main along first parent, as git tells of it; author and subject are other people's words. */
export interface MainCommit {
  readonly commit: CommitSha;
  /** How many commits main has up to this one, along first parent. */
  readonly position: number;
  readonly author: string;
  readonly subject: string;
  readonly committedAt: Instant;
}

/** What a commit made of a release file. */
export interface WrittenRelease {
  readonly release: ReleaseId;
  readonly by: MainCommit;
  /** What is wanted of the release; null where the file was removed, or cannot be read. */
  readonly workflow: ReleaseWorkflow | null;
  /** Digest of the content fields; null likewise. */
  readonly content: Sha256 | null;
  /** Whether there is a file after it. */
  readonly present: boolean;
}

/** What a commit made of the file in which one team answers about one release (R105). */
export interface WrittenReport {
  readonly release: ReleaseId;
  readonly team: string;
  readonly by: MainCommit;
  /** Null where the file was removed, or says nothing that counts. */
  readonly answer: WrittenAnswer | null;
  /** Whether there is a file after it. */
  readonly present: boolean;
}

/** What one version of a report file says. */
export interface WrittenAnswer {
  readonly state: 'invited' | 'accepted' | 'declined';
  /** Null where the file does not name the day. */
  readonly acceptedAt: Day | null;
  /** Null until the team has reported. */
  readonly result: 'Success' | 'Warning' | 'Reject' | null;
  readonly date: Day | null;
}
