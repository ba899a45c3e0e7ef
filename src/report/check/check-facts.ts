import type { ActualState } from '../../domain/actual-state.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import type { Failure } from '../../domain/failure.ts';
import type { Finding } from '../../domain/finding.ts';
import type { Instant } from '../../domain/instant.ts';
import type { HeldBack, Plan } from '../../domain/plan.ts';
import type { ChangedFile } from '../../domain/pull-request-check.ts';
import type { ReleaseId } from '../../domain/release.ts';

/** Everything that a check found out, before it is put into words. */
export interface CheckFacts {
  readonly pullRequest: number | null;
  readonly base: CommitSha;
  readonly head: CommitSha;
  readonly madeAt: Instant;
  readonly changed: readonly ChangedFile[];
  /** What is wrong with files, and was right before. */
  readonly findings: readonly Finding[];
  /** What was wrong before. */
  readonly older: readonly Finding[];
  /** What will be done after the merge; null where nobody can say. */
  readonly plan: Plan | null;
  readonly actual: Pick<ActualState, 'repositories'> | null;
  /** What the change asks for and will be refused for good. */
  readonly refused: readonly HeldBack[];
  /** Whether a part of the plan is in the plan without the change as well. */
  readonly already: (part: unknown) => boolean;
  /** Number of a ticket that the release file names; null for none. */
  readonly ticketOf: (release: ReleaseId) => number | null;
  /** Why there is no answer, such as a change that cannot be merged. */
  readonly failure: Failure | null;
}
