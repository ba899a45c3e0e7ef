import { createHash } from 'node:crypto';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import { inflateSegment, joinSegments, type Segment } from '../formats/gzip-segments.ts';

/** The metadata of one generation before it is signed. */
export interface Metadata {
  /** Path inside the generation's folder -> content. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The text that stands for all of them and gets the signatures: repomd.xml or Release. */
  readonly rootText: string;
}

/** One metadata file made of segments, with what its root text says about it. */
export interface JoinedFile {
  readonly bytes: Uint8Array;
  readonly sha256: Sha256;
  readonly openSize: number;
  readonly openSha256: Sha256;
}

/** Joins the pieces and hashes both forms; every piece is inflated on the way, so a broken one is found here. */
export function joinFile(parts: readonly Segment[]): JoinedFile {
  const bytes = joinSegments(parts);
  const open = createHash('sha256');
  for (const part of parts) open.update(inflateSegment(part));
  return {
    bytes,
    sha256: sha256Of(bytes),
    openSize: parts.reduce((sum, part) => sum + part.rawSize, 0),
    openSha256: open.digest('hex') as Sha256,
  };
}
