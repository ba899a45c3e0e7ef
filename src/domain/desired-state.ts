import type { ApprovalPolicy } from './approval-policy.ts';
import type { Sha256 } from './digest.ts';
import type { ReleaseReports } from './early-adopter.ts';
import type { Finding, Location } from './finding.ts';
import type { Instant } from './instant.ts';
import type { Observation } from './observation.ts';
import type { Policy } from './policy.ts';
import type {
  DesirableState,
  EmergencyRoute,
  Release,
  ReleaseId,
  ReleaseWorkflow,
  StateName,
} from './release.ts';
import type { Withdrawal } from './withdrawal.ts';

/** A commit of the release repository, as 40 or 64 hexadecimal digits. */
export type CommitSha = string & { readonly __brand: 'CommitSha' };

/**
 * A good signature of a person whom stagepost.yaml knows, on a commit that speaks for a version of a release file: on the
 * one that wrote it, or on one that approves it by name.
 */
export interface Vote {
  readonly commit: CommitSha;
  /** Position of the commit of main that brought it. */
  readonly position: number;
  /** Key of the person. */
  readonly person: string;
  /** `SHA256:…` of an OpenSSH key, or the hexadecimal fingerprint of an OpenPGP key. */
  readonly signedWith: string;
  /** When that key ends; null for never. */
  readonly keyEnds: Instant | null;
  /** Digest of the text of the release file that it speaks for. */
  readonly text: Sha256;
  /** The state that is asked for there; null for nothing. */
  readonly to: DesirableState | null;
  /** What an approval says beside that; null for the commit that wrote the text. */
  readonly approves: { readonly from: StateName; readonly policy: Sha256 } | null;
}

/** Who signed for an edit, and who may (R113). */
export interface EditApproval {
  /** The commit of main before the edit: its stagepost.yaml decides, so that an edit brings no approver of its own. */
  readonly base: CommitSha;
  readonly policy: ApprovalPolicy;
  /** In the order in which they came to main. */
  readonly votes: readonly Vote[];
  /** Signatures and approvals that do not count whatever is asked, one sentence each. */
  readonly refused: readonly string[];
}

/** One commit of main that set the wanted state of a release, as it stood in that commit. */
export interface Edit {
  readonly commit: CommitSha;
  /** How many commits main has up to this one, along first parent: the order of arrival. */
  readonly position: number;
  readonly author: string;
  readonly committedAt: Instant;
  /** Null for nothing. */
  readonly desiredState: DesirableState | null;
  readonly route: EmergencyRoute;
  /** The reason in the file, or the subject of a commit that says that it reverts another; null where neither is. */
  readonly reason: string | null;
  /** Takes its packages out of production; null for a release that is to be there. */
  readonly withdrawn: Withdrawal | null;
  /** All that is wanted of the release, as it stood in that commit. */
  readonly workflow: ReleaseWorkflow;
  /** Digest of the content fields in that commit. */
  readonly content: Sha256;
  /** Digest of the bytes of the file in that commit. */
  readonly text: Sha256;
  /** Null where nobody is asked for a signature. */
  readonly approval: Observation<EditApproval | null>;
  /** The line of `desiredState` in the file of that commit. */
  readonly at: Location;
  /** Name in git of the file in that commit. */
  readonly blob: string;
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
  /** Name in git of the stagepost.yaml that it was read from. */
  readonly policyBlob: string;
  /** In order of id. */
  readonly releases: readonly DesiredRelease[];
  readonly unreadable: readonly UnreadableRelease[];
  /**
   * The commit that was reconciled last, when main does not descend from it and a reviewed entry lets that through:
   * today's files then stand for every edit. Null in all other times.
   */
  readonly rewritten: CommitSha | null;
}
