import type { ReleaseReports } from '../../domain/early-adopter.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type { NotificationCondition } from '../../domain/notification.ts';
import type { ReleaseRecord } from '../../domain/record.ts';

/** What the provider alone can mend; a server that does not answer may be anybody's fault. */
const providerFaults: readonly FailureCode[] = [
  'checksum-mismatch',
  'content-refused',
  'intake-too-large',
  'signature-bad',
];

/** Whether a cell with this condition speaks of a release that has come to where its record ends. */
export function isTold(
  condition: NotificationCondition,
  { observed, visits }: ReleaseRecord,
  { known }: ReleaseReports,
): boolean {
  switch (condition) {
    case 'always':
      return true;
    case 'after-stage-rollout':
      return visits.slice(0, -1).some(({ state }) => state === 'StageRollout');
    case 'took-part':
      return known.some(({ state }) => state === 'accepted');
    case 'provider-at-fault':
      return (
        observed.state === 'Failed' &&
        observed.wanted === 'Unverified' &&
        providerFaults.includes(observed.failure.code)
      );
    default:
      return condition satisfies never;
  }
}
