import type { FetchRelease } from '../domain/plan.ts';
import { manifestForm } from '../formats/read-manifest.ts';
import { disagreements } from './agree-with-release.ts';
import { type Assigned, assignFiles } from './assign-files.ts';
import { type Documents, fetchDocuments, type ManifestFetch } from './fetch-documents.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { Offer } from './offer.ts';
import { readRepositoryOffer } from './read-repository-offer.ts';
import { counted, refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';

/** Fetches what describes a release, and judges it: what is promised for which platform (R61, R62, R64). */
export function readOffer(deps: IntakeDeps, action: FetchRelease, fetch: Fetch): Promise<Offer> {
  const { source } = action;
  if ('repositories' in source) return readRepositoryOffer(deps, { ...action, source }, fetch);
  return readManifestOffer(deps, { ...action, source }, fetch);
}

async function readManifestOffer(deps: IntakeDeps, action: ManifestFetch, fetch: Fetch): Promise<Offer> {
  const documents = await fetchDocuments(deps, action, fetch);
  const { checksums, releaseXml } = action.source;
  const { platforms, leftOut, problems } = judge(documents, action);
  if (problems.length > 0) {
    const count = counted(problems.length, 'problem');
    throw refuse('content-refused', `${releaseXml ?? checksums} has ${count}`, problems);
  }
  const release = documents.described?.release;
  return {
    manifest: checksums,
    platforms,
    leftOut,
    named: release === undefined || release.generation === '0.2' ? [] : release.packages,
    kept: [
      { name: manifestForm(documents.checksumsBytes), bytes: documents.checksumsBytes },
      ...(documents.described === null ? [] : [{ name: 'release.xml', bytes: documents.described.bytes }]),
    ],
  };
}

function judge({ manifest, described }: Documents, action: FetchRelease): Assigned {
  const release = described?.release ?? null;
  const assigned = assignFiles(manifest, release, action);
  const differing = release === null ? [] : disagreements(release, action.expected);
  return { ...assigned, problems: [...differing, ...assigned.problems] };
}
