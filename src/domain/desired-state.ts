import type { Sha256 } from './digest.ts';
import type { ReleaseReports } from './early-adopter.ts';
import type { Finding, Location } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Policy } from './policy.ts';
import type { DesirableState, EmergencyRoute, Release, ReleaseId } from './release.ts';
import type { Withdrawal } from './withdrawal.ts';

/** A commit of the release repository, as 40 or 64 hexadecimal digits. */
export type CommitSha = string & { readonly __brand: 'CommitSha' };

/** One commit of main that set the wanted state of a release, as it stood in that commit. */
export interface Edit {
  readonly commit: CommitSha;
  /** How many commits main has up to this one, along first parent: the order of arrival. */
  readonly position: number;
  readonly author: string;
  readonly committedAt: Instant;
  readonly desiredState: DesirableState;
  readonly route: EmergencyRoute;
  /** The reason in the file, or the subject of a commit that says that it reverts another; null where neither is. */
  readonly reason: string | null;
  /** Takes its packages out of production; null for a release that is to be there. */
  readonly withdrawn: Withdrawal | null;
  /** The line of `desiredState` in the file of that commit. */
  readonly at: Location;
}

/** A release that main asks for. */
export interface DesiredRelease {
  readonly release: Release;
  /** Digest of the content fields (R36). */
  readonly content: Sha256;
  /** What early adopters say about it today. */
  readonly reports: ReleaseReports;
  /**
   * The edits that the reconciler has not settled yet, oldest first, ending with the one that made today's file.
   * Never empty: without new edits it holds one that stands for today's file, dated by the head of main.
   */
  readonly edits: readonly [Edit, ...Edit[]];
}

/** A release file that cannot be read; its release holds still, every other one goes on (R77). */
export interface UnreadableRelease {
  readonly id: ReleaseId;
  readonly findings: readonly Finding[];
}

/** What main asks for at one commit. */
export interface DesiredState {
  readonly commit: CommitSha;
  /** Committer date of that commit, as its author wished it. */
  readonly committedAt: Instant;
  readonly position: number;
  readonly policy: Policy;
  /** In order of id. */
  readonly releases: readonly DesiredRelease[];
  readonly unreadable: readonly UnreadableRelease[];
  /**
   * The commit that was reconciled last, when main does not descend from it and a reviewed entry lets that through:
   * today's files then stand for every edit. Null in all other times.
   */
  readonly rewritten: CommitSha | null;
}
