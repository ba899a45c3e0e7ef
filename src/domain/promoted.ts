import type { CommitSha } from './desired-state.ts';
import type { RecordedVote } from './record.ts';
import type { EmergencyRoute, ReleaseId, StateName } from './release.ts';
import type { GateVerdict } from './verdict.ts';

/**
 * A release that a plan brings into a shared repository, with everything that lets it in: what its attestation says
 * beside the packages. A rollback brings one into stage rollout, and counts as well.
 */
export interface Promotion {
  readonly release: ReleaseId;
  readonly from: StateName | null;
  readonly to: StateName;
  readonly route: EmergencyRoute;
  readonly reason: string | null;
  /** The commit of main whose edit asked for it. */
  readonly commit: CommitSha;
  /** Name in git of the release file in that commit. */
  readonly blob: string;
  /** Name in git of stagepost.yaml in the commit that was reconciled. */
  readonly policy: string;
  /** Who signed for it; empty where nobody was asked. */
  readonly approvals: readonly RecordedVote[];
  /** What was asked about the step, in the order of the gates; empty where packages only come back to where they belong. */
  readonly gates: readonly GateVerdict[];
}
