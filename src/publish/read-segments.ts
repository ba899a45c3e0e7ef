import { StagepostError } from '../domain/failure.ts';
import type { MemberManifest, SegmentName } from '../domain/member.ts';
import type { Segment } from '../formats/gzip-segments.ts';
import type { Pool } from '../ports/pool.ts';
import type { MemberContent } from './read-members.ts';

/** The compressed piece of every member for one metadata file, in the order of the members. */
export async function readSegments(
  pool: Pool,
  contents: readonly MemberContent[],
  name: SegmentName,
): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (const { manifest } of contents) segments.push(await readSegment(pool, manifest, name));
  return segments;
}

async function readSegment(pool: Pool, manifest: MemberManifest, name: SegmentName): Promise<Segment> {
  const file = manifest.segments.find((segment) => segment.name === name);
  if (file === undefined) {
    throw new StagepostError({
      code: 'pool-damaged',
      message: `the pool has no ${name} metadata for ${manifest.release} on ${manifest.platform}`,
      hint: 'Remove the release from the pool, so that it is fetched again.',
      treatment: 'needs-person',
    });
  }
  return {
    bytes: await pool.segment(manifest, file),
    rawSize: file.rawSize,
    crc32: file.crc32,
  };
}
