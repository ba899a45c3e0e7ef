import { type Sha256, sha256Of } from '../domain/digest.ts';
import { inflateSegment } from '../formats/gzip-segments.ts';
import { osvFile } from '../formats/osv.ts';
import type { Pool } from '../ports/pool.ts';
import type { MemberContent } from './read-members.ts';
import { readSegments } from './read-segments.ts';

/** The members that have something to tell; the others have no pieces of it in the pool. */
export function withAdvisories(contents: readonly MemberContent[]): readonly MemberContent[] {
  return contents.filter(({ manifest }) => manifest.advisories !== undefined);
}

/** The records of all members in the OSV format; null when no member has an advisory. */
export async function osvMetadata(
  pool: Pool,
  contents: readonly MemberContent[],
): Promise<{ readonly bytes: Uint8Array; readonly sha256: Sha256 } | null> {
  const segments = await readSegments(pool, withAdvisories(contents), 'osv');
  if (segments.length === 0) return null;
  const texts = segments.map((segment) => Buffer.from(inflateSegment(segment)).toString('utf8'));
  const bytes = Buffer.from(osvFile(texts.flatMap((text) => text.trimEnd().split('\n'))));
  return { bytes, sha256: sha256Of(bytes) };
}
