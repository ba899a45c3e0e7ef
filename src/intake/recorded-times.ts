import type { Member } from '../domain/member.ts';
import { inflateSegment } from '../formats/gzip-segments.ts';
import type { Pool } from '../ports/pool.ts';

/**
 * The times of package files that stand in the metadata of a member, in seconds since 1970 by digest of the package.
 * Empty where the metadata of the pool is damaged itself, and for apt, whose metadata has none.
 */
export async function recordedTimes(
  pool: Pick<Pool, 'manifest' | 'segment'>,
  member: Member | undefined,
): Promise<ReadonlyMap<string, number>> {
  const primary = member === undefined ? null : await primaryOf(pool, member).catch(() => null);
  const found = (primary ?? '').matchAll(
    /pkgid="YES">([0-9a-f]{64})<\/checksum>[\s\S]*?<time file="(\d{1,12})"/g,
  );
  return new Map([...found].map(([, sha256 = '', seconds]) => [sha256, Number(seconds)]));
}

async function primaryOf(pool: Pick<Pool, 'manifest' | 'segment'>, member: Member): Promise<string | null> {
  const manifest = await pool.manifest(member);
  const segment = manifest.segments.find(({ name }) => name === 'primary');
  if (segment === undefined) return null;
  return Buffer.from(inflateSegment({ ...segment, bytes: await pool.segment(manifest, segment) })).toString(
    'utf8',
  );
}
