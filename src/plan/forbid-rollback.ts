import type { ObservedState, Transition } from '../domain/lifecycle.ts';
import { isRollback } from '../domain/lifecycle.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import { newerPromotions } from '../domain/promotion.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import { type ReleaseId, releaseTitle } from '../domain/release.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';
import type { Forbid } from './walk-edits.ts';

/**
 * A promotion is taken back where policy allows it, with a reason, and the newest one of its major release first (R58).
 * What has begun may end, whatever was changed since.
 */
export function forbidRollback(release: ReleaseId, major: MajorRelease, record: ReconcilerRecord): Forbid {
  return (transition, { reason }, state) => {
    if (!isBegun(transition, state)) return null;
    if (isWithdrawn(state))
      return {
        sentence: 'it is withdrawn from production, and nothing of it is there to be taken back',
        hint: 'let it come back first: desiredState: Production without withdrawn',
        cites: 'R58',
      };
    if (!major.rollbackAllowed)
      return {
        sentence: `${major.key} allows no rollback`,
        hint: 'bring a newer release, or let an administrator set rollback: {allowed: true} in stagepost.yaml',
        cites: 'R58',
      };
    const [newer] = newerPromotions(record, release);
    if (newer !== undefined)
      return {
        sentence: `it is not the newest promotion of ${major.key}: ${releaseTitle(newer)} came to production after it`,
        hint: `roll ${releaseTitle(newer)} back first, or bring a newer release`,
        cites: 'R58',
      };
    if (reason !== null) return null;
    return {
      sentence: 'a rollback needs a reason',
      hint: 'say it in reason: of the file, or revert the commit that promoted it',
      cites: 'R58',
    };
  };
}

function isBegun(transition: Transition, { state }: ObservedState): boolean {
  return isRollback(transition) && state === 'Production';
}
