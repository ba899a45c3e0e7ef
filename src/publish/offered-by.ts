import type { PublicKey } from '../domain/public-key.ts';
import type { Repository } from '../domain/repository.ts';
import type { Signer } from '../ports/signer.ts';
import type { StageRoots } from '../ports/stage-roots.ts';
import { offeredFiles } from './offer-to-clients.ts';
import { placeOf } from './place.ts';

/** What stands beside the generations of a repository, by path; the key of this host is asked for once. */
export function offeredBy(signer: Pick<Signer, 'publicKey'>, roots: StageRoots) {
  let own: Promise<string> | undefined;
  return async (repository: Repository, keys: readonly PublicKey[]): Promise<ReadonlyMap<string, string>> => {
    own ??= signer.publicKey();
    const files = keys.map(({ file, armored }) => [file, armored] as const);
    const sorted = new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
    return offeredFiles(placeOf(repository, roots[repository.stage]), await own, sorted);
  };
}
