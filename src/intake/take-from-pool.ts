import { join } from 'node:path';
import type { MemberManifest } from '../domain/member.ts';
import { isSameVersion, type ReleaseId } from '../domain/release.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { Pool } from '../ports/pool.ts';
import { type Arrival, differences } from './compare-files.ts';
import type { IntakeDeps } from './intake-deps.ts';

/**
 * The wanted files that the pool has from another submission of the same version, each read and equal, byte for byte, to
 * what the manifest promises. Whatever of them is damaged, or was collected meanwhile, is for the provider.
 */
export async function takeFromPool(
  { pool, files }: Pick<IntakeDeps, 'pool' | 'files'>,
  release: ReleaseId,
  wanted: readonly ManifestFile[],
): Promise<readonly Arrival[]> {
  const places = await placesOf(pool, release);
  const arrivals = wanted.flatMap((expected): readonly Arrival[] => {
    const path = places.get(expected.sha256);
    return path === undefined ? [] : [{ expected, path, maxBytes: Number.MAX_SAFE_INTEGER }];
  });
  const sound = await Promise.all(
    arrivals.map(async (arrival) => ((await differences(files, [arrival])).length === 0 ? [arrival] : [])),
  );
  return sound.flat();
}

/** Where the packages of other submissions are, by digest. */
async function placesOf(pool: Pool, release: ReleaseId): Promise<ReadonlyMap<string, string>> {
  const others = (await pool.releases()).filter((id) => id !== release && isSameVersion(id, release));
  const places = new Map<string, string>();
  for (const other of others)
    for (const { platform, packages } of await manifestsOf(pool, other))
      for (const { file, sha256 } of packages)
        places.set(sha256, join(pool.packageFolder(other, platform), file));
  return places;
}

// A release that is damaged in the pool is told of elsewhere; here its files are as good as absent.
async function manifestsOf(pool: Pool, release: ReleaseId): Promise<readonly MemberManifest[]> {
  try {
    const pooled = await pool.describe(release);
    return await Promise.all((pooled?.members ?? []).map((member) => pool.manifest(member)));
  } catch {
    return [];
  }
}
