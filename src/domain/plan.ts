import type { Advisory } from './advisory.ts';
import type { ClientView } from './client-view.ts';
import type { GroupedRelease } from './component.ts';
import type { CommitSha } from './desired-state.ts';
import { digestOfValue, type Sha256 } from './digest.ts';
import type { Location } from './finding.ts';
import type { Attestation, Generation } from './generation.ts';
import type { Instant } from './instant.ts';
import type { ObservedState } from './lifecycle.ts';
import type { Member } from './member.ts';
import type { Notification } from './notification.ts';
import type { SystemRequest } from './operating-system.ts';
import type { PartRules } from './package-part.ts';
import type { IntakeLimits } from './policy.ts';
import type { Promotion } from './promoted.ts';
import type { StepApproval } from './record.ts';
import type { DesirableState, PlatformKey, ReleaseId, ReleaseSource, StateName } from './release.ts';
import type { Repository, RepositoryKey } from './repository.ts';
import type { SignatureRules } from './signature.ts';
import type { AgreedHosts } from './source-address.ts';
import type { GateVerdict, Verdict } from './verdict.ts';

/** Names an action inside its plan: `publish:production/umd-5/el9/x86_64/base`. */
export type ActionId = string & { readonly __brand: 'ActionId' };

interface Base {
  readonly id: ActionId;
  /** Actions that must have been done; if one fails or is skipped, this one is skipped. */
  readonly after: readonly ActionId[];
}

/** Fetch a release from its provider, verify it and admit it to the pool (R61-R66). */
export interface FetchRelease extends Base {
  readonly kind: 'fetch-release';
  readonly release: ReleaseId;
  /** The commit whose edit asked for it. */
  readonly commit: CommitSha;
  readonly source: ReleaseSource;
  /** What release.xml must agree with. */
  readonly expected: {
    readonly product: string;
    readonly shortName: string;
    readonly version: string;
    readonly type: 'NonIncremental' | 'Incremental';
  };
  readonly platforms: readonly { readonly key: PlatformKey; readonly format: 'yum' | 'apt' }[];
  /** What clients are shown with its packages; not given when that is nothing. */
  readonly advisories?: readonly Advisory[];
  /** What becomes of source and debug packages. */
  readonly parts: PartRules;
  /** Digest of the content fields, kept in the pool. */
  readonly content: Sha256;
  /** Where its files may come from. */
  readonly agreed: AgreedHosts;
  /** Package revisions of the fetching tool that policy accepts although it refuses their version. */
  readonly acceptedTools: readonly string[];
  /** Key files of the provider; empty when it signs nothing. */
  readonly keys: readonly string[];
  readonly signatures: SignatureRules;
  readonly limits: IntakeLimits;
}

/** Fetch a release again whose copy in the pool is damaged, and put the same bytes in the place of the damaged ones. */
export interface RepairRelease extends Omit<FetchRelease, 'kind'> {
  readonly kind: 'repair-release';
  /** The first damage that was found. */
  readonly why: string;
}

/** Read what the operating system of a platform offers to members. */
export interface ReadSystem extends Base, SystemRequest {
  readonly kind: 'read-system';
}

/** Publish the next generation of a repository with exactly these members (R67-R70, R79). */
export interface PublishGeneration extends Base {
  readonly kind: 'publish-generation';
  readonly repository: Repository;
  readonly number: number;
  /** In their order in the metadata. */
  readonly members: readonly Member[];
  /** Attestations of the members that stay. */
  readonly attestations: readonly Attestation[];
  readonly added: readonly ReleaseId[];
  readonly removed: readonly ReleaseId[];
  /** Digest of the generation before; null for the first. */
  readonly previous: Sha256 | null;
  /** The new date must be later than this; null for the first. */
  readonly laterThan: Instant | null;
  readonly keepGenerations: number;
  /** Days for which a generation stays after it was live. */
  readonly keepDays: number;
  readonly validDays: number;
  /** Key files that clients need beside the repository's own key. */
  readonly keys: readonly string[];
}

/** Make a recorded generation again, byte for byte, where the published tree is lost or damaged (R79, R80). */
export interface RestoreGeneration extends Base {
  readonly kind: 'restore-generation';
  readonly repository: Repository;
  readonly generation: Generation;
  readonly keepGenerations: number;
  /** Days for which a generation stays after it was live. */
  readonly keepDays: number;
  readonly keys: readonly string[];
  readonly why: string;
  /** Paths below the repository that are removed, because nothing of ours has them or they cannot be mended. */
  readonly remove: readonly string[];
}

/** Write a published generation into the record that an interrupted cycle could not write. */
export interface RecordGeneration extends Base {
  readonly kind: 'record-generation';
  readonly repository: Repository;
  readonly generation: Generation;
}

/** Remove the private repository of a release that has left the unverified area (R71). */
export interface RetireRepository extends Base {
  readonly kind: 'retire-repository';
  readonly repository: Repository;
  readonly release: ReleaseId;
}

/** A release enters a state; the record is where this becomes true (R107). */
export interface EnterState extends Base {
  readonly kind: 'enter-state';
  readonly release: ReleaseId;
  /** Null for a release that is seen for the first time. */
  readonly from: StateName | null;
  readonly to: ObservedState;
  readonly commit: CommitSha;
  readonly reason: string | null;
  /** Who approved it; not given where nobody was asked, or where it goes on with what was approved before. */
  readonly approval?: StepApproval;
}

/** Everything that a plan can do. */
export type Action =
  | FetchRelease
  | RepairRelease
  | ReadSystem
  | PublishGeneration
  | RestoreGeneration
  | RecordGeneration
  | RetireRepository
  | EnterState;

/** A release that does not get what it asks for, and why. */
export interface HeldBack {
  readonly release: ReleaseId;
  readonly state: StateName;
  readonly desired: DesirableState | null;
  /** The worst of `gates`: the one that counts. */
  readonly verdict: Verdict;
  /** Everything that was asked about the step, worst first; whatever passes stands here as well. */
  readonly gates: readonly [GateVerdict, ...GateVerdict[]];
  /** When the gates open as far as time is concerned; null where none of them waits for a moment. */
  readonly earliest: Instant | null;
  /** Where in git the wish stands; null when the file is gone. */
  readonly at: Location | null;
}

/** A repository that stays as it is, because it cannot be judged or because a guard refuses what would become of it. */
export interface HeldRepository {
  readonly repository: RepositoryKey;
  readonly why: 'cannot-tell' | 'guarded';
  readonly sentence: string;
  /** How a guard lets it through; empty where it cannot be judged. */
  readonly hint: string;
}

/** Something that people should know about a plan and that holds nothing up. */
export interface PlanNote {
  readonly sentence: string;
  readonly at: Location | null;
}

/** What the gates would say of the next move of a release, which nobody has asked for yet. */
export interface Outlook {
  readonly release: ReleaseId;
  readonly to: DesirableState;
  /** Worst first. */
  readonly gates: readonly GateVerdict[];
  /** When they open as far as time is concerned; null where none of them waits for a moment. */
  readonly earliest: Instant | null;
}

/** A release that has been in a state for longer than policy thinks it should; this holds up nothing. */
export interface Delay {
  readonly release: ReleaseId;
  readonly state: StateName;
  readonly since: Instant;
  /** When it should have gone on. */
  readonly due: Instant;
}

/** What a plan was made from; applying it to anything else is refused. */
export interface PlanBase {
  readonly commit: CommitSha;
  readonly record: CommitSha | null;
  /** Digest of each published generation, in order of repository. */
  readonly generations: readonly { readonly repository: RepositoryKey; readonly digest: Sha256 }[];
}

/** What will be done, with no choices left. */
export interface Plan {
  readonly schemaVersion: 1;
  readonly digest: Sha256;
  readonly madeAt: Instant;
  readonly base: PlanBase;
  /** In the order in which they are carried out. */
  readonly actions: readonly Action[];
  /** What clients will be offered otherwise when all is carried out; for people, and no part of the digest. */
  readonly clients: readonly ClientView[];
  /** Packages of releases on their way, where they have components; for people, and no part of the digest. */
  readonly components: readonly GroupedRelease[];
  /** Releases that come into shared repositories, in order of id; for attestations, and no part of the digest. */
  readonly promotions: readonly Promotion[];
  readonly heldBack: readonly HeldBack[];
  readonly heldRepositories: readonly HeldRepository[];
  readonly unsettled: readonly UnsettledEdits[];
  readonly outlook: readonly Outlook[];
  readonly delays: readonly Delay[];
  /** Who would be told of the states that are entered; for people, and no part of the digest. */
  readonly notifications: readonly Notification[];
  readonly notes: readonly PlanNote[];
}

/** A release with edits left for the next cycle. */
export interface UnsettledEdits {
  readonly release: ReleaseId;
  /** The last commit whose edits are settled whatever happens; null when none is. */
  readonly settled: CommitSha | null;
  /** The step of this plan that settles one more edit, and the commit of that edit. */
  readonly step: { readonly action: ActionId; readonly commit: CommitSha } | null;
}

/**
 * Digest of what a plan will do and of what it was made from. The moment of planning and the sentences for
 * people do not count, so that the same world always gives the same digest.
 */
export function planDigest(plan: Pick<Plan, 'base' | 'actions' | 'unsettled'>): Sha256 {
  return digestOfValue({ base: plan.base, actions: plan.actions, unsettled: plan.unsettled });
}
