import type { ActualState } from '../../domain/actual-state.ts';
import type { DesiredState } from '../../domain/desired-state.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MirrorNote } from '../../domain/mirrored.ts';
import type { Plan } from '../../domain/plan.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';

/** What the last cycle saw and decided. Every view is made from it, so that all of them tell of the same moment. */
export interface Snapshot {
  /** When the cycle looked. */
  readonly at: Instant;
  readonly desired: DesiredState;
  readonly actual: ActualState;
  readonly record: ReconcilerRecord;
  readonly plan: Plan;
  /** What is wrong with single files of main. */
  readonly findings: readonly Finding[];
  /** What could not be mirrored. */
  readonly notes: readonly MirrorNote[];
}

/** Who looks: anybody, or somebody who may read the private unverified area (R81). */
export type Viewer = 'public' | 'member';

/** What a page was made from. */
export interface Seen {
  readonly at: Instant;
  /** The commit of main. */
  readonly commit: string;
  /** The commit of the record branch; null before the first cycle. */
  readonly record: string | null;
  /** The answer to whether all is well, as the status of the command line has it. */
  readonly says: string;
  readonly isWell: boolean;
}
