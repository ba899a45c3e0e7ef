import { StagepostError } from '../domain/failure.ts';
import { leftOutAsText } from '../domain/package-part.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { Inventory } from '../domain/record.ts';
import type { Keyring } from '../ports/keyring.ts';
import { checkPackages } from './check-packages.ts';
import { fetchPackages } from './fetch-packages.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { pooledInventory } from './pooled-inventory.ts';
import { readOffer } from './read-offer.ts';
import { startFetching } from './start-fetching.ts';
import { writeMembers } from './write-members.ts';
import { pooledRelease, writeRelease } from './write-release.ts';

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
  const armoredKeys = action.keys.map((file) => keyOf(keys, file));
  return deps.keyrings.use(armoredKeys, (keyring) => fetchInto(deps, action, keyring));
}

async function fetchInto(deps: IntakeDeps, action: FetchRelease, keyring: Keyring): Promise<Inventory> {
  const scratch = await deps.pool.openScratch(action.release);
  try {
    const fetch = startFetching(deps, action, scratch);
    const offer = await readOffer(deps, { action, fetch, keyring });
    if (offer.leftOut.length > 0) deps.progress.step(`leaving out ${leftOutAsText(offer.leftOut)}`);
    const platforms = await fetchPackages(deps, { action, offer, fetch });
    const judges = { keyring, rules: action.signatures };
    const checked = await checkPackages(deps, { platforms, named: offer.named }, judges);
    const members = await writeMembers(deps, { action, scratch, packages: checked });
    await writeRelease(deps.changes, { scratch, offer, pooled: pooledRelease(action, offer, members) });
    await deps.pool.admit(action.release, scratch);
    return pooledInventory(deps.pool, action, pooledRelease(action, offer, members));
  } finally {
    await deps.pool.discard(scratch);
  }
}

function keyOf(keys: ReadonlyMap<string, string>, file: string): string {
  const armored = keys.get(file);
  if (armored !== undefined) return armored;
  throw new StagepostError({
    code: 'bad-configuration',
    message: `the provider's key ${file} is not at hand`,
    hint: 'The key file must stand in the release repository.',
    treatment: 'needs-person',
  });
}
