import type { ReleaseDocument } from '../document/generated/release.ts';
import { type Located, readDocument } from '../document/read-document.ts';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import { good, type Result, refused } from '../domain/result.ts';
import type { BlobId, ReleaseHistory } from '../ports/release-history.ts';
import { readBlobs } from './read-blobs.ts';
import { aboutFile } from './sort-entries.ts';
import { withCanonicalState } from './state-spelling.ts';

/** A release file with the digest of its bytes, which approvals name. */
export interface ReleaseText extends Located<ReleaseDocument> {
  readonly text: Sha256;
}

export type ReadRelease = Result<ReleaseText>;

/**
 * Release files as read, by blob and path. Whoever calls keeps it, so that an unchanged file is parsed once. Rules are
 * not in it, because they depend on policy.
 */
export type ReleaseCache = Map<string, ReadRelease>;

export interface FileAtBlob {
  readonly path: string;
  readonly blob: BlobId;
}

export interface ReadDeps {
  readonly history: ReleaseHistory;
  readonly cache: ReleaseCache;
}

/** Reads release files in the order asked for, each blob at most once. */
export async function readReleases(
  { history, cache }: ReadDeps,
  files: readonly FileAtBlob[],
): Promise<readonly ReadRelease[]> {
  const missing = files.filter((file) => !cache.has(keyOf(file)));
  const blobs = missing.map(({ blob }) => blob);
  const contents = blobs.length === 0 ? new Map<BlobId, null>() : await readBlobs(history, blobs);
  for (const file of missing) {
    const bytes = contents.get(file.blob) ?? null;
    // What git did not give now, it may give the next time.
    if (bytes !== null) cache.set(keyOf(file), readRelease(file.path, bytes));
  }
  return files.map((file) => cache.get(keyOf(file)) ?? unavailable(file.path));
}

function keyOf({ path, blob }: FileAtBlob): string {
  return `${blob} ${path}`;
}

/** A release file as it stands, or all that its schema has against it. */
export function readRelease(file: string, bytes: Uint8Array): ReadRelease {
  const read = readDocument({ file, bytes, schema: 'release', prepare: withCanonicalState });
  return read.ok ? good({ ...read.value, text: sha256Of(bytes) }) : read;
}

function unavailable(file: string): ReadRelease {
  const hint = 'a release file has some kilobytes';
  return refused([
    aboutFile(file, 'file-too-large', { message: 'git does not give the file, or it is too large', hint }),
  ]);
}
