import type { Signer } from '../../ports/signer.ts';

export async function signApt(signer: Signer, release: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['Release', release],
    ['InRelease', await signer.clearsign(release)],
    ['Release.gpg', await signer.detach(release)],
  ]);
}
