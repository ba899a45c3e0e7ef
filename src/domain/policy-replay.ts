import type { CommitSha } from './desired-state.ts';
import type { Instant } from './instant.ts';
import type { RestingState } from './lifecycle.ts';
import type { ReleaseId } from './release.ts';
import type { GateVerdict } from './verdict.ts';

/** A state into which packages come. */
export type PackageState = 'Unverified' | 'StageRollout' | 'Production';

/** A step of the record that brought packages somewhere. */
export interface PastStep {
  readonly release: ReleaseId;
  readonly from: RestingState;
  readonly to: PackageState;
  /** The recorded entry. */
  readonly at: Instant;
  /** The commit of main that it was done for. */
  readonly commit: CommitSha;
}

/** What another policy would have said of it; the gates are worst first. */
export type StepReplay =
  | { readonly kind: 'passes'; readonly gates: readonly GateVerdict[] }
  /** `earliest` is when it opens as far as time is concerned; null where it waits for no moment, or for ever. */
  | { readonly kind: 'held'; readonly gates: readonly GateVerdict[]; readonly earliest: Instant | null }
  | { readonly kind: 'not-replayed'; readonly why: string };

/** The same history under a policy, oldest step first. */
export interface PolicyReplay {
  readonly steps: readonly (PastStep & { readonly answer: StepReplay })[];
  /** Gates that ask for more than dates, the release file and its reports; of them nothing is said. */
  readonly notReplayed: readonly string[];
}
