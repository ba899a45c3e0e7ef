import { StagepostError } from '../domain/failure.ts';
import type { PooledRelease } from '../domain/member.ts';
import { leftOutAsText } from '../domain/package-part.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { Keyring } from '../ports/keyring.ts';
import { checkAdvised } from './check-advised.ts';
import { checkPackages } from './check-packages.ts';
import type { CheckedPlatform } from './checked-package.ts';
import { fetchPackages } from './fetch-packages.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { readOffer } from './read-offer.ts';
import { startFetching } from './start-fetching.ts';
import { writeMembers } from './write-members.ts';
import { pooledRelease, writeRelease } from './write-release.ts';

/** What is fetched, and what it is judged by. */
export interface FetchRequest {
  readonly action: FetchRelease;
  /** Armoured keys by key file. */
  readonly keys: ReadonlyMap<string, string>;
  /** Which files the metadata is rendered from, of the checked ones and others with the same bytes; without it the checked ones. */
  readonly rendered?: (platform: CheckedPlatform) => Promise<CheckedPlatform>;
}

/** A release that was fetched, verified and rendered: the folder that holds it, and what the pool would say of it. */
export interface Fetched {
  readonly scratch: string;
  readonly release: PooledRelease;
}

/**
 * Fetches a release into a fresh scratch folder, verifies and renders it, and lets it be used (R61-R66). Throws with
 * every problem that was found. Afterwards nothing is left of the folder.
 */
export async function withFetched<T>(
  deps: IntakeDeps,
  request: FetchRequest,
  use: (fetched: Fetched) => Promise<T>,
): Promise<T> {
  const { action, keys } = request;
  const armoredKeys = action.keys.map((file) => keyOf(keys, file));
  return deps.keyrings.use(armoredKeys, async (keyring) => {
    const scratch = await deps.pool.openScratch(action.release);
    try {
      return await use({ scratch, release: await fetchInto(deps, request, { scratch, keyring }) });
    } finally {
      await deps.pool.discard(scratch);
    }
  });
}

async function fetchInto(
  deps: IntakeDeps,
  { action, rendered }: FetchRequest,
  { scratch, keyring }: { readonly scratch: string; readonly keyring: Keyring },
): Promise<PooledRelease> {
  const fetch = startFetching(deps, action, scratch);
  const offer = await readOffer(deps, { action, fetch, keyring });
  if (offer.leftOut.length > 0) deps.progress.step(`leaving out ${leftOutAsText(offer.leftOut)}`);
  // A repair says what is rendered; it sets the times of its files, which another release must not share then.
  const fromPool = rendered === undefined;
  const platforms = await fetchPackages(deps, { action, offer, fetch, fromPool });
  const judges = { keyring, rules: action.signatures };
  const checked = await checkPackages(deps, { platforms, named: offer.named }, judges);
  checkAdvised(action.advisories ?? [], checked);
  const packages = rendered === undefined ? checked : await Promise.all(checked.map(rendered));
  const members = await writeMembers(deps, { action, scratch, packages });
  const release = pooledRelease(action, offer, members);
  await writeRelease(deps.changes, { scratch, offer, pooled: release });
  return release;
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
