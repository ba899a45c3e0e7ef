import { type Instant, msOf } from '../../domain/instant.ts';
import type { SegmentName } from '../../domain/member.ts';
import type { Segment } from '../../formats/gzip-segments.ts';
import { osvFileName } from '../../formats/osv.ts';
import { type RepomdData, writeRepomd } from '../../formats/repomd.ts';
import { type RpmMetadataKind, rpmMetadataFooter, rpmMetadataHeader } from '../../formats/rpm-metadata.ts';
import { makeStoredSegment } from '../../formats/stored-segment.ts';
import { updateinfoFooter, updateinfoHeader } from '../../formats/updateinfo.ts';
import type { Pool } from '../../ports/pool.ts';
import { osvMetadata, withAdvisories } from '../advisory-metadata.ts';
import { joinFile, type Metadata } from '../metadata.ts';
import type { MemberContent } from '../read-members.ts';
import { readSegments } from '../read-segments.ts';

const kinds = ['primary', 'filelists', 'other'] as const satisfies readonly RpmMetadataKind[];

interface MadeFile {
  readonly data: Omit<RepomdData, 'timestamp'>;
  readonly bytes: Uint8Array;
}

/**
 * The three indexes and repomd.xml of a yum repository, and what its advisories become where there are any; the same
 * members and date always give the same bytes.
 */
export async function yumMetadata(
  pool: Pool,
  contents: readonly MemberContent[],
  date: Instant,
): Promise<Metadata> {
  const seconds = msOf(date) / 1000;
  const packages = contents.reduce((sum, { member }) => sum + member.packages, 0);
  const made: MadeFile[] = [];
  for (const kind of kinds) {
    const segments = await readSegments(pool, contents, kind);
    made.push(
      indexOf(kind, segments, { header: rpmMetadataHeader(kind, packages), footer: rpmMetadataFooter(kind) }),
    );
  }
  const updates = await readSegments(pool, withAdvisories(contents), 'updateinfo');
  if (updates.length > 0)
    made.push(indexOf('updateinfo', updates, { header: updateinfoHeader, footer: updateinfoFooter }));
  const osv = await osvMetadata(pool, contents);
  if (osv !== null) made.push(plainFile(osv));
  const files = new Map(made.map(({ data, bytes }) => [data.location, bytes] as const));
  // For people and programs that know the repository by its address alone.
  if (osv !== null) files.set(`repodata/${osvFileName}`, osv.bytes);
  const data = made.map((each) => ({ ...each.data, timestamp: seconds }));
  return { files, rootText: writeRepomd({ revision: seconds, data }) };
}

function indexOf(
  kind: SegmentName,
  segments: readonly Segment[],
  { header, footer }: { readonly header: string; readonly footer: string },
): MadeFile {
  const joined = joinFile([stored(header), ...segments, stored(footer)]);
  return {
    bytes: joined.bytes,
    data: {
      type: kind,
      checksum: joined.sha256,
      openChecksum: joined.openSha256,
      location: `repodata/${joined.sha256}-${kind}.xml.gz`,
      size: joined.bytes.length,
      openSize: joined.openSize,
    },
  };
}

function plainFile({ bytes, sha256 }: NonNullable<Awaited<ReturnType<typeof osvMetadata>>>): MadeFile {
  return {
    bytes,
    data: {
      type: 'osv',
      checksum: sha256,
      openChecksum: sha256,
      location: `repodata/${sha256}-${osvFileName}`,
      size: bytes.length,
      openSize: bytes.length,
    },
  };
}

function stored(text: string): Segment {
  return makeStoredSegment(Buffer.from(text));
}
