import type { ReleaseRecord } from './record.ts';
import type { DesirableState, ReleaseWorkflow } from './release.ts';

/** How a stage rollout ended (R30, C1). */
export type RolloutOutcome = 'Success' | 'Warning' | 'Reject';

/**
 * How the stage rollout of a release ended; null while it has not ended, and where nobody decided about it. Success and
 * Warning are written by people; Reject follows from the rejection and is written by nobody.
 */
export function rolloutOutcome(
  { observed, visits }: Pick<ReleaseRecord, 'observed' | 'visits'>,
  written: ReleaseWorkflow['outcome'],
): RolloutOutcome | null {
  const { state } = observed;
  if (state === 'Production') return written;
  if (state !== 'Rejected' && state !== 'NotPublished') return null;
  // What failed on its way out was in stage rollout until then.
  const before = visits.findLast((visit) => visit.state !== state && visit.state !== 'Failed');
  if (before?.state !== 'StageRollout') return null;
  return state === 'Rejected' ? 'Reject' : written;
}

/** Whether a desired state says itself that no stage rollout ended well, so that no outcome may stand beside it. */
export function deniesOutcome(desired: DesirableState | null): boolean {
  return desired === 'Rejected' || desired === 'Ignored';
}
