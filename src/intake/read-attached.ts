import { sha256Of } from '../domain/digest.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import { checkLimits } from './check-limits.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { openManifest } from './open-manifest.ts';
import { manifestIn, releaseIn } from './read-documents.ts';
import type { Submission } from './read-submission.ts';
import { refuse } from './refuse.ts';

/** Documents of a release that somebody has handed over, and what they are judged by. */
export interface AttachedDocuments extends Pick<FetchRelease, 'limits' | 'signatures'> {
  /** Armoured keys of the provider. */
  readonly keys: readonly string[];
  readonly checksums: Uint8Array;
  /** Null where the provider describes the release by its folders alone. */
  readonly releaseXml: Uint8Array | null;
}

/** What they are called, at the provider and on a ticket. */
export const attachedNames = { checksums: 'checksums.xml', releaseXml: 'release.xml' } as const;

const names = attachedNames;

// As much as the readers of both take.
const mostBytes = 8 * 1024 * 1024;

/**
 * Reads manifest and release.xml of a release that is not pinned yet, judged as an intake would (R61, R64): the manifest pins
 * release.xml, and its own digest is what the release file will pin. Throws `content-refused` or `checksum-mismatch`.
 */
export function readAttached(
  { keyrings }: Pick<IntakeDeps, 'keyrings'>,
  { keys, checksums, releaseXml, limits, signatures }: AttachedDocuments,
): Promise<Submission> {
  const source = { checksums: names.checksums, checksumsSignature: null };
  if (Math.max(checksums.length, releaseXml?.length ?? 0) > mostBytes)
    throw refuse('content-refused', `a document has more than ${mostBytes} bytes`, []);
  return keyrings.use(keys, async (keyring) => {
    const inside = await openManifest({ source, signatures }, { bytes: checksums, signature: null }, keyring);
    const manifest = manifestIn(inside, names.checksums);
    checkLimits(manifest, limits);
    const described = releaseXml === null ? null : releaseIn(pinned(releaseXml, manifest), names.releaseXml);
    return { checksumsDigest: sha256Of(checksums), manifest, described };
  });
}

function pinned(bytes: Uint8Array, manifest: readonly ManifestFile[]): Uint8Array {
  const entry = manifest.find(({ path }) => path === names.releaseXml);
  if (entry === undefined)
    throw refuse('content-refused', `${names.checksums} does not list ${names.releaseXml}`, []);
  const found = sha256Of(bytes);
  if (found === entry.sha256) return bytes;
  throw refuse('checksum-mismatch', `${names.releaseXml} does not match ${names.checksums}`, [
    `${names.releaseXml} expected sha256:${entry.sha256} got ${bytes.length} bytes sha256:${found}`,
  ]);
}
