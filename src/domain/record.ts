import type { CommitSha } from './desired-state.ts';
import type { Sha256 } from './digest.ts';
import type { Generation } from './generation.ts';
import type { Instant } from './instant.ts';
import type { ObservedState } from './lifecycle.ts';
import type { PooledPackage } from './member.ts';
import type { SystemReading } from './operating-system.ts';
import type { LeftOutFile } from './package-part.ts';
import type { DesirableState, PlatformKey, ReleaseId, StateName } from './release.ts';
import type { RepositoryKey } from './repository.ts';

/** One stay in one state (R107). */
export interface Visit {
  readonly state: StateName;
  readonly entered: Instant;
  /** The commit of main whose edit, or whose reconciliation, led here. */
  readonly commit: CommitSha;
  /** The reason that the edit gave; null where none was asked. */
  readonly reason: string | null;
}

/** What the reconciler has written down about a release. */
export interface ReleaseRecord {
  readonly release: ReleaseId;
  readonly observed: ObservedState;
  /** Every stay, oldest first; the last one is the present. */
  readonly visits: readonly [Visit, ...Visit[]];
}

/** What is written down of a release once it has entered one more state. */
export function withEntry(
  before: ReleaseRecord | undefined,
  entry: Pick<Visit, 'commit' | 'reason' | 'entered'> & {
    readonly release: ReleaseId;
    readonly to: ObservedState;
  },
): ReleaseRecord {
  const { release, to, entered, commit, reason } = entry;
  const visit: Visit = { state: to.state, entered, commit, reason };
  const visits: ReleaseRecord['visits'] = before === undefined ? [visit] : [...before.visits, visit];
  return { release, observed: to, visits };
}

/** A signature by which a step was approved. */
export interface RecordedVote {
  readonly person: string;
  /** The role by which it counted. */
  readonly role: string;
  /** Fingerprint of the key. */
  readonly signedWith: string;
  /** The commit that is signed. */
  readonly commit: CommitSha;
  /** Whether that commit wrote the file, or approves it. */
  readonly as: 'edit' | 'approval';
}

/** Who approved a step when it was taken, and what they had before them (R55, R112, R113). */
export interface StepApproval {
  readonly release: ReleaseId;
  readonly from: StateName;
  readonly to: DesirableState;
  /** The commit of main that asked for the step. */
  readonly commit: CommitSha;
  /** The commit before it, whose stagepost.yaml says who may approve. */
  readonly base: CommitSha;
  /** Digest of people, roles and approvals in that stagepost.yaml. */
  readonly policy: Sha256;
  /** Digest of the content fields. */
  readonly content: Sha256;
  /** Digest of the bytes of the release file. */
  readonly text: Sha256;
  readonly roles: readonly string[];
  /** How many different people were needed. */
  readonly needed: number;
  readonly votes: readonly RecordedVote[];
}

/** What the pool holds of a release, kept so that a plan can be judged without the pool. */
export interface Inventory {
  readonly release: ReleaseId;
  /** Digest of the content fields when it was fetched. */
  readonly content: Sha256;
  readonly platforms: readonly {
    readonly platform: PlatformKey;
    /** Digest of the member's manifest. */
    readonly digest: Sha256;
    readonly packages: readonly PooledPackage[];
  }[];
  /** What the provider offers beside it and policy leaves out; not given when that is nothing. */
  readonly leftOut?: readonly LeftOutFile[];
}

/** A generation as recorded, with the signed root files that a rebuild cannot make again. */
export interface RecordedGeneration {
  readonly generation: Generation;
  /**
   * Base name -> content: repomd.xml and .asc, or Release, Release.gpg and InRelease, and generation.json.asc; and the
   * attestations that the generation names, by their paths in the repository.
   */
  readonly rootFiles: ReadonlyMap<string, string>;
}

/** What the reconciler did: the second history of git, beside main. */
export interface ReconcilerRecord {
  /** Commit of the record branch that this was read from; null before the first. */
  readonly parent: CommitSha | null;
  /** The commit of main that was reconciled last; null before the first cycle. */
  readonly commit: CommitSha | null;
  /** Releases with edits that are not settled yet, and the last commit whose edits are; null when none is. */
  readonly behind: ReadonlyMap<ReleaseId, CommitSha | null>;
  readonly releases: ReadonlyMap<ReleaseId, ReleaseRecord>;
  readonly generations: ReadonlyMap<RepositoryKey, RecordedGeneration>;
  /** The last approval of each step of a release, by {@link approvalKey}. */
  readonly approvals: ReadonlyMap<string, StepApproval>;
  /** What operating systems offer to members, as it was read last; by platform. */
  readonly systems: ReadonlyMap<PlatformKey, SystemReading>;
}

/** Names the approval of a step, as its file in the record is named: `umd-5/voms-4.2.0/InVerification-StageRollout`. */
export function approvalKey({ release, from, to }: Pick<StepApproval, 'release' | 'from' | 'to'>): string {
  return `${release}/${from}-${to}`;
}

/** The record before the first cycle. */
export const emptyRecord: ReconcilerRecord = {
  parent: null,
  commit: null,
  behind: new Map(),
  releases: new Map(),
  generations: new Map(),
  approvals: new Map(),
  systems: new Map(),
};
