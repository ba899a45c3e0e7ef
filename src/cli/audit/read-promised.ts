import { join } from 'node:path';
import { isClearSigned, readClearSigned } from '../../formats/clear-signed.ts';
import { manifestLimits } from '../../formats/manifest-file.ts';
import { readManifest } from '../../formats/read-manifest.ts';
import type { Files } from '../../ports/files.ts';

/** The digests that the provider's manifest in the pool promises; null where repositories were the source. */
export async function readPromised(
  files: Pick<Files, 'read'>,
  folder: string,
): Promise<ReadonlySet<string> | null> {
  for (const name of ['checksums.xml', 'SHA256SUMS']) {
    const bytes = await files.read(join(folder, name), manifestLimits.bytes);
    if (bytes === null) continue;
    const inside = isClearSigned(bytes) ? readClearSigned(bytes) : null;
    const manifest = readManifest(inside?.ok === true ? Buffer.from(inside.value) : bytes);
    return new Set(manifest.ok ? manifest.value.map(({ sha256 }) => sha256) : []);
  }
  return null;
}
