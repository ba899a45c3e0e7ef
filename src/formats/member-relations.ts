import type { MemberManifest, PooledPackage, SegmentFile, SegmentName } from '../domain/member.ts';
import { debRelations } from './deb-relations.ts';
import { inflateSegment } from './gzip-segments.ts';
import { rpmRelations } from './rpm-relations.ts';

const places = { yum: 'primary', apt: 'packages' } as const satisfies Record<
  MemberManifest['format'],
  SegmentName
>;
const readers = { yum: rpmRelations, apt: debRelations } as const;

/** The segment of a member that has the relations of its packages. */
export function relationsSegment({ format, segments }: MemberManifest): SegmentFile | undefined {
  return segments.find(({ name }) => name === places[format]);
}

/** The packages of a member with their relations, from the bytes of that segment. Throws when these are not a segment. */
export function withRelations(
  { format, packages }: MemberManifest,
  segment: SegmentFile & { readonly bytes: Uint8Array },
): readonly PooledPackage[] {
  const text = Buffer.from(inflateSegment(segment)).toString('utf8');
  const found = readers[format](text);
  return packages.map((each) => {
    const relations = found.get(each.sha256);
    return relations === undefined ? each : { ...each, relations };
  });
}
