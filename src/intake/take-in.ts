import type { FetchRelease } from '../domain/plan.ts';
import type { Inventory } from '../domain/record.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { pooledInventory } from './pooled-inventory.ts';
import { withFetched } from './with-fetched.ts';

export type { IntakeDeps } from './intake-deps.ts';

/**
 * Brings a release from its provider into the pool: fetched, verified and rendered, whole or not at all (R61-R66).
 * A release that is in the pool already is left as it is; one whose content was edited since is refused (R36).
 * Throws with every problem that was found; then nothing of the attempt is left.
 */
export async function takeIn(
  deps: IntakeDeps,
  action: FetchRelease,
  keys: ReadonlyMap<string, string>,
): Promise<Inventory> {
  const pooled = await deps.pool.describe(action.release);
  if (pooled !== null) return pooledInventory(deps.pool, action, pooled);
  return withFetched(deps, { action, keys }, async ({ scratch, release }) => {
    await deps.pool.admit(action.release, scratch);
    return pooledInventory(deps.pool, action, release);
  });
}
