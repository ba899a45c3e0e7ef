import { StagepostError } from '../domain/failure.ts';
import type { MemberManifest, PooledPackage, PooledRelease } from '../domain/member.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { Inventory } from '../domain/record.ts';
import { relationsSegment, withRelations } from '../formats/member-relations.ts';
import type { Pool } from '../ports/pool.ts';

/** The packages of a release as the pool holds them; refused when its content was edited after the fetch (R36). */
export async function pooledInventory(
  pool: Pool,
  action: FetchRelease,
  pooled: PooledRelease,
): Promise<Inventory> {
  refuseOtherContent(action, pooled);
  return inventoryOf(pool, pooled);
}

/** Refuses a release whose content was edited after the fetch (R36). */
export function refuseOtherContent(action: FetchRelease, pooled: PooledRelease): void {
  if (pooled.content !== action.content) {
    throw new StagepostError({
      code: 'content-refused',
      message: `${action.release} was fetched with other content than its file has now`,
      hint: 'Undo the edit of the content fields; new content is a new version or submission.',
      treatment: 'needs-person',
    });
  }
}

/** The packages of a release as the pool holds them, with what its metadata says of their relations. */
export async function inventoryOf(pool: Pool, pooled: PooledRelease): Promise<Inventory> {
  const platforms = pooled.members.map(async (member) => {
    const manifest = await pool.manifest(member);
    const { platform } = manifest;
    return { platform, digest: member.digest, packages: await relatedPackages(pool, manifest) };
  });
  const { release, content, leftOut } = pooled;
  const inventory = { release, content, platforms: await Promise.all(platforms) };
  return leftOut === undefined ? inventory : { ...inventory, leftOut };
}

/** The packages of a member with what its metadata says of their relations. */
export async function relatedPackages(
  pool: Pool,
  manifest: MemberManifest,
): Promise<readonly PooledPackage[]> {
  const segment = relationsSegment(manifest);
  if (segment === undefined) return manifest.packages;
  return withRelations(manifest, { ...segment, bytes: await pool.segment(manifest, segment) });
}
