import type { Signer } from '../../ports/signer.ts';

export async function signYum(signer: Signer, repomd: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['repomd.xml', repomd],
    ['repomd.xml.asc', await signer.detach(repomd)],
  ]);
}
