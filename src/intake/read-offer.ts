import type { FetchRelease } from '../domain/plan.ts';
import { disagreements } from './agree-with-release.ts';
import { type Assigned, assignFiles } from './assign-files.ts';
import { type Documents, type DocumentWork, fetchDocuments, type ManifestFetch } from './fetch-documents.ts';
import type { IntakeDeps } from './intake-deps.ts';
import type { Offer } from './offer.ts';
import { readRepositoryOffer } from './read-repository-offer.ts';
import { counted, refuse } from './refuse.ts';

/** A fetch of a release in any form. */
type OfferWork = Omit<DocumentWork, 'action'> & { readonly action: FetchRelease };

/** Fetches what describes a release, and judges it: what is promised for which platform (R61, R62, R64). */
export async function readOffer(deps: IntakeDeps, work: OfferWork): Promise<Offer> {
  const { action } = work;
  const { source } = action;
  return 'repositories' in source
    ? readRepositoryOffer(deps, { ...work, action: { ...action, source } })
    : readManifestOffer(deps, { ...work, action: { ...action, source } });
}

async function readManifestOffer(
  deps: IntakeDeps,
  work: DocumentWork & { readonly action: ManifestFetch },
): Promise<Offer> {
  const { action } = work;
  const documents = await fetchDocuments(deps, work);
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
      { name: documents.manifestForm, bytes: documents.checksumsBytes },
      ...(documents.signature === null
        ? []
        : [{ name: `${documents.manifestForm}.sig`, bytes: documents.signature }]),
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
