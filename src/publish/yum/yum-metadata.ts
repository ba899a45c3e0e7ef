import { type Instant, msOf } from '../../domain/instant.ts';
import type { Segment } from '../../formats/gzip-segments.ts';
import { type RepomdData, writeRepomd } from '../../formats/repomd.ts';
import { type RpmMetadataKind, rpmMetadataFooter, rpmMetadataHeader } from '../../formats/rpm-metadata.ts';
import { makeStoredSegment } from '../../formats/stored-segment.ts';
import type { Pool } from '../../ports/pool.ts';
import { joinFile, type Metadata } from '../metadata.ts';
import type { MemberContent } from '../read-members.ts';
import { readSegments } from '../read-segments.ts';

const kinds = ['primary', 'filelists', 'other'] as const satisfies readonly RpmMetadataKind[];

/** The three indexes and repomd.xml of a yum repository; the same members and date always give the same bytes. */
export async function yumMetadata(
  pool: Pool,
  contents: readonly MemberContent[],
  date: Instant,
): Promise<Metadata> {
  const seconds = msOf(date) / 1000;
  const packages = contents.reduce((sum, { member }) => sum + member.packages, 0);
  const files = new Map<string, Uint8Array>();
  const data: RepomdData[] = [];
  for (const kind of kinds) {
    const segments = await readSegments(pool, contents, kind);
    const joined = joinFile([
      stored(rpmMetadataHeader(kind, packages)),
      ...segments,
      stored(rpmMetadataFooter(kind)),
    ]);
    const location = `repodata/${joined.sha256}-${kind}.xml.gz`;
    files.set(location, joined.bytes);
    data.push({
      type: kind,
      checksum: joined.sha256,
      openChecksum: joined.openSha256,
      location,
      timestamp: seconds,
      size: joined.bytes.length,
      openSize: joined.openSize,
    });
  }
  return { files, rootText: writeRepomd({ revision: seconds, data }) };
}

function stored(text: string): Segment {
  return makeStoredSegment(Buffer.from(text));
}
