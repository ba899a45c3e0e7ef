import type { BlobId, ReleaseHistory } from '../ports/release-history.ts';

/**
 * Contents by id, null where one alone cannot be read, such as one that is far too large: a bad file must not stop
 * the others (R77). Throws when none can be read, for then it is not the file.
 */
export async function readBlobs(
  history: Pick<ReleaseHistory, 'blobs'>,
  ids: readonly BlobId[],
): Promise<ReadonlyMap<BlobId, Uint8Array | null>> {
  const wanted = [...new Set(ids)];
  try {
    const contents = await history.blobs(wanted);
    return new Map(wanted.map((id, index) => [id, contents[index] ?? null]));
  } catch (error) {
    const singly = await Promise.allSettled(wanted.map((id) => history.blobs([id])));
    if (wanted.length > 1 && singly.every(({ status }) => status === 'rejected')) throw error;
    return new Map(wanted.map((id, index) => [id, contentOf(singly[index])]));
  }
}

function contentOf(settled: PromiseSettledResult<readonly Uint8Array[]> | undefined): Uint8Array | null {
  return settled?.status === 'fulfilled' ? (settled.value[0] ?? null) : null;
}
