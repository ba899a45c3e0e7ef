import { join } from 'node:path';
import { type Sha256, sha256Of } from '../domain/digest.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestSource } from '../domain/release.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { ReleaseXml } from '../formats/release-xml.ts';
import { fetchDocuments } from './fetch-documents.ts';
import type { IntakeDeps } from './intake-deps.ts';
import { refuse } from './refuse.ts';
import { startFetching } from './start-fetching.ts';

/** What a provider offers at an address, read before anybody has approved it. */
export interface Submission {
  readonly checksumsDigest: Sha256;
  readonly manifest: readonly ManifestFile[];
  /** Null where the provider describes the release by its folders alone. */
  readonly described: ReleaseXml | null;
}

/** Which documents are read, from where, and what they are judged by. */
export interface SubmissionWish
  extends Pick<FetchRelease, 'agreed' | 'acceptedTools' | 'limits' | 'signatures'> {
  readonly source: Omit<ManifestSource, 'checksumsDigest'>;
  /** Armoured keys of the provider. */
  readonly keys: readonly string[];
}

type Deps = Pick<IntakeDeps, 'files' | 'changes' | 'sources' | 'keyrings' | 'clock' | 'progress' | 'stop'>;

// As much as the readers of manifests take.
const mostBytes = 8 * 1024 * 1024;

/**
 * Reads manifest and release.xml of a release that is not pinned yet. The manifest that comes first is pinned by its own
 * digest, and then both are fetched and judged as an intake would (R61, R64); no package is.
 */
export async function readSubmission(deps: Deps, wish: SubmissionWish, scratch: string): Promise<Submission> {
  const { url, checksums } = wish.source;
  const named = { ...wish, release: url };
  const place = { ...named, source: { ...wish.source, checksumsDigest: '' as Sha256 } };
  const fetch = startFetching(deps, place, scratch);
  const folder = await fetch({ folder: '', files: [checksums], maxFileBytes: mostBytes });
  const path = join(folder, checksums);
  const isThere = (await deps.files.facts(path))?.kind === 'file';
  const bytes = isThere ? await deps.files.read(path, mostBytes) : null;
  if (bytes === null) throw refuse('content-refused', `${url}${checksums} is not there`, []);
  const checksumsDigest = sha256Of(bytes);
  const action = { ...named, source: { ...wish.source, checksumsDigest } };
  const { manifest, described } = await deps.keyrings.use(wish.keys, (keyring) =>
    fetchDocuments(deps, { action, fetch, keyring }),
  );
  return { checksumsDigest, manifest, described: described?.release ?? null };
}
