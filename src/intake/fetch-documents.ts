import { join } from 'node:path';
import { sha256Of } from '../domain/digest.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestSource } from '../domain/release.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import { type ManifestForm, manifestForm } from '../formats/read-manifest.ts';
import { pathProblem } from '../formats/relative-path.ts';
import type { ReleaseXml } from '../formats/release-xml.ts';
import type { Keyring } from '../ports/keyring.ts';
import { checkLimits } from './check-limits.ts';
import { differences } from './compare-files.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { openManifest } from './open-manifest.ts';
import { manifestIn, releaseIn } from './read-documents.ts';
import { readSignature } from './read-signature.ts';
import { refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';

/** A fetch of a release with a manifest. */
export type ManifestFetch = FetchRelease & { readonly source: ManifestSource };

/** The documents of a release: as bytes, to be kept, and as read. */
export interface Documents {
  /** In its envelope, if it is clear-signed. */
  readonly checksumsBytes: Uint8Array;
  readonly manifestForm: ManifestForm;
  /** The detached signature of the manifest; null when the release file names none. */
  readonly signature: Uint8Array | null;
  readonly manifest: readonly ManifestFile[];
  /** Null when the provider describes the release by its folders alone. */
  readonly described: { readonly bytes: Uint8Array; readonly release: ReleaseXml } | null;
}

/** Which documents are fetched, and what they are judged by. */
export interface DocumentWish extends Pick<FetchRelease, 'limits' | 'signatures'> {
  /** What to call it while it is fetched. */
  readonly release: string;
  readonly source: ManifestSource;
}

/** A fetch at work, and the keys that it is judged by. */
export interface DocumentWork {
  readonly action: DocumentWish;
  readonly fetch: Fetch;
  readonly keyring: Keyring;
}

// The readers of both read no more.
const mostBytes = 8 * 1024 * 1024;

/** Fetches the manifest, which is pinned by its digest, and release.xml, which is pinned by the manifest (R61, R64). */
export async function fetchDocuments(
  { files, progress }: Pick<IntakeDeps, 'files' | 'progress'>,
  { action, fetch, keyring }: DocumentWork,
): Promise<Documents> {
  const { checksums, checksumsSignature, releaseXml } = action.source;
  const names = [checksums, checksumsSignature, releaseXml].filter((name) => name !== null);
  checkNames(names);
  progress.step(`fetching ${names.join(' and ')} of ${action.release}`);
  const folder = await fetch({ folder: '', files: names, maxFileBytes: mostBytes });
  const checksumsBytes = await readPinned(files, join(folder, checksums), action);
  const signature =
    checksumsSignature === null ? null : await readSignature(files, join(folder, checksumsSignature));
  const inside = await openManifest(action, { bytes: checksumsBytes, signature }, keyring);
  const manifest = manifestIn(inside, action.source.checksums);
  checkLimits(manifest, action.limits);
  const described =
    releaseXml === null ? null : await readDescription(files, { folder, checksums, releaseXml, manifest });
  return { checksumsBytes, manifestForm: manifestForm(inside), signature, manifest, described };
}

async function readDescription(
  files: IntakeDeps['files'],
  place: {
    readonly folder: string;
    readonly checksums: string;
    readonly releaseXml: string;
    readonly manifest: readonly ManifestFile[];
  },
): Promise<Documents['described']> {
  const { folder, checksums, releaseXml, manifest } = place;
  const entry = manifest.find((file) => file.path === releaseXml);
  if (entry === undefined) {
    throw refuse('content-refused', `${checksums} does not list ${releaseXml}`, []);
  }
  const arrival = { expected: entry, path: join(folder, releaseXml), maxBytes: mostBytes };
  const [problem] = await differences(files, [arrival]);
  if (problem !== undefined) {
    throw refuse('checksum-mismatch', `${releaseXml} does not match ${checksums}`, [problem]);
  }
  const bytes = (await files.read(join(folder, releaseXml), mostBytes)) ?? new Uint8Array();
  return { bytes, release: releaseIn(bytes, releaseXml) };
}

function checkNames(names: readonly string[]): void {
  const problems = names.flatMap((name) => {
    return (
      pathProblem(name) ?? (name.includes('/') ? `${name} is not in the folder of the release itself` : [])
    );
  });
  if (problems.length > 0) {
    throw refuse('content-refused', 'the documents of the release have names that are not fetched', problems);
  }
}

async function readPinned(
  files: IntakeDeps['files'],
  path: string,
  { source }: DocumentWish,
): Promise<Uint8Array> {
  const arrived = (await files.facts(path))?.kind === 'file';
  const bytes = arrived ? await files.read(path, mostBytes) : null;
  if (bytes === null) {
    const where = `${source.url}${source.checksums}`;
    throw refuse('content-refused', `${where} is not there, or has more than ${mostBytes} bytes`, []);
  }
  const found = sha256Of(bytes);
  if (found === source.checksumsDigest) return bytes;
  throw refuse('checksum-mismatch', `${source.checksums} is not the one that the release file pins`, [
    `${source.checksums} expected sha256:${source.checksumsDigest} got sha256:${found}`,
  ]);
}
