import type { ActualState, PublishedRepository } from '../domain/actual-state.ts';
import { generationDigest } from '../domain/generation.ts';
import type { PooledRelease } from '../domain/member.ts';
import { known, type Observation } from '../domain/observation.ts';
import type { Inventory, ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { RepositoryKey } from '../domain/repository.ts';

/**
 * The world as the record tells it, for those who have git and nothing else: what was recorded last is taken as
 * published and pooled, and no attempt is waiting.
 */
export function actualFromRecord(
  record: ReconcilerRecord,
  inventories: ReadonlyMap<ReleaseId, Inventory>,
): ActualState {
  const repositories = new Map<RepositoryKey, Observation<PublishedRepository>>(
    [...record.generations].map(([key, { generation }]) => [
      key,
      known({
        state: 'published',
        generation,
        digest: generationDigest(generation),
        damage: [],
        strange: [],
      }),
    ]),
  );
  const pool = new Map([...inventories].map(([id, inventory]) => [id, known(pooledOf(inventory))] as const));
  const packages = new Map(
    [...inventories.values()].flatMap(({ platforms }) =>
      platforms.map((platform) => [platform.digest, known(platform.packages)] as const),
    ),
  );
  return {
    record: known(record),
    repositories,
    pool,
    readSince: new Map(),
    poolDamage: new Map(),
    unmarked: [],
    attempts: new Map(),
    packages,
    installability: new Map(),
  };
}

function pooledOf({ release, content, platforms, leftOut }: Inventory): PooledRelease {
  const members = platforms.map(({ platform, digest, packages }) => ({
    release,
    platform,
    digest,
    packages: packages.length,
  }));
  return leftOut === undefined ? { release, content, members } : { release, content, members, leftOut };
}
