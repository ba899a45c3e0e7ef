import type { ActualState } from '../../domain/actual-state.ts';
import type { DesiredRelease, Edit } from '../../domain/desired-state.ts';
import type { Instant } from '../../domain/instant.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import type { PooledRelease } from '../../domain/member.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { InstallLook } from '../installability/look.ts';
import type { Step } from '../walk-edits.ts';

/** The part of a question that can be read from git in one look, also long after the step was taken. */
export interface DatedQuestion {
  readonly desired: Pick<DesiredRelease, 'release' | 'reports'>;
  readonly major: MajorRelease;
  readonly policy: Policy;
  readonly record: Pick<ReconcilerRecord, 'releases'>;
  /** The state before the step. */
  readonly from: ObservedState;
  readonly step: Pick<Step, 'transition'> & { readonly edit: Pick<Edit, 'route'> };
  readonly now: Instant;
}

/** What a gate is asked about: may this release take this step now? */
export interface GateQuestion extends DatedQuestion {
  readonly desired: DesiredRelease;
  readonly record: ReconcilerRecord;
  readonly actual: ActualState;
  readonly pooled: PooledRelease | null;
  readonly step: Pick<Step, 'transition' | 'edit'>;
  /** Only signatures that main had before this position count; null for all. */
  readonly before: number | null;
  /** Null for a step that nobody asks for yet, because what it does to others is worth an answer only then. */
  readonly installs: InstallLook | null;
}

/** Whether a step brings packages to more people; a rollback takes them from some, and must not wait for an hour. */
export function goesOn({ step }: Pick<DatedQuestion, 'step'>): boolean {
  return step.transition.effect === 'move' && step.transition.on !== 'rollback';
}

/**
 * One gate. Its sentences do not depend on the moment when it passes, so that the same world always reads the same;
 * a step that it says nothing about gets null. One that needs no more than a dated question can be asked about history.
 */
export interface Gate<Question extends DatedQuestion = GateQuestion> {
  readonly name: string;
  readonly judge: (question: Question) => Verdict | null;
}
