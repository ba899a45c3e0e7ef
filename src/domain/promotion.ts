import type { Instant } from './instant.ts';
import { isRollingBack } from './lifecycle.ts';
import type { ReconcilerRecord, ReleaseRecord, Visit } from './record.ts';
import { majorOf, type ReleaseId, type StateName } from './release.ts';
import { isWithdrawn } from './withdrawal.ts';

/**
 * When a release was promoted to production last; null when it never was. Coming back to production from a rollback that
 * was called off is no promotion.
 */
export function promotedAt({ visits }: ReleaseRecord): Instant | null {
  const stays = visits.filter(({ state }) => !isPassing(state));
  const promotion = stays.findLast(
    ({ state }, at) => state === 'Production' && stays[at - 1]?.state !== 'Production',
  );
  return promotion?.entered ?? null;
}

/**
 * The stay in stage rollout that a rollback led to; null unless the release is there now, straight from production. Its
 * reason is that of the rollback, also where the release had to wait for the slot.
 */
export function rolledBack({ observed, visits }: ReleaseRecord): Visit | null {
  if (observed.state !== 'StageRollout') return null;
  const last = visits.findLastIndex(({ state }) => state === 'StageRollout');
  const promoted = visits.slice(0, last).findLastIndex(({ state }) => !isPassing(state));
  const stay = visits[last];
  if (stay === undefined || visits[promoted]?.state !== 'Production') return null;
  const asked = visits.slice(promoted + 1, last).find(({ state }) => state === 'Deferred');
  return { ...stay, reason: stay.reason ?? asked?.reason ?? null, commit: asked?.commit ?? stay.commit };
}

function isPassing(state: StateName): boolean {
  return state === 'Deferred' || state === 'Failed';
}

/**
 * The releases of the same major release that are in production and were promoted after this one, in order of id; empty
 * for the newest. Those that came in one cycle are equally new. Pure.
 */
export function newerPromotions(record: ReconcilerRecord, release: ReleaseId): readonly ReleaseId[] {
  const own = record.releases.get(release);
  const promoted = own === undefined ? null : promotedAt(own);
  if (promoted === null) return [];
  return [...record.releases.values()]
    .filter((other) => majorOf(other.release) === majorOf(release) && isThere(other))
    .filter((other) => (promotedAt(other) ?? promoted) > promoted)
    .map((other) => other.release)
    .sort();
}

function isThere({ observed }: ReleaseRecord): boolean {
  return (observed.state === 'Production' && !isWithdrawn(observed)) || isRollingBack(observed);
}
