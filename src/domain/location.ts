import type { ObservedState } from './lifecycle.ts';
import type { Stage } from './major-release.ts';
import type { StateName } from './release.ts';
import { isWithdrawn } from './withdrawal.ts';

/**
 * Where the packages of a release belong. `as-is` is the answer for a failed step: they stay wherever each
 * repository has them until the step is repeated or given up (R50).
 */
export type PackageLocation = Stage | 'nowhere' | 'as-is';

const locations = {
  Submitted: 'nowhere',
  Unverified: 'unverified',
  InVerification: 'unverified',
  WaitingForResponse: 'unverified',
  Deferred: 'unverified',
  StageRollout: 'stage-rollout',
  Production: 'production',
  Rejected: 'nowhere',
  Ignored: 'nowhere',
  NotPublished: 'nowhere',
  Failed: 'as-is',
} as const satisfies Record<StateName, PackageLocation>;

/** Where the packages of a release in this state belong (R66-R71); those of a rollback that waits stay in production, and withdrawn ones are nowhere. */
export function locationOf(observed: ObservedState): PackageLocation {
  if (observed.state === 'Deferred' && observed.from === 'Production') return 'production';
  if (isWithdrawn(observed)) return 'nowhere';
  return locations[observed.state];
}
