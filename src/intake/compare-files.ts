import type { ManifestFile } from '../formats/manifest-file.ts';
import type { Files } from '../ports/files.ts';

/** A file that was promised, and where it has to be now. */
export interface Arrival {
  readonly expected: ManifestFile;
  readonly path: string;
  /** No more than this was asked for. */
  readonly maxBytes: number;
}

/** One line for each file that is missing or is not, byte for byte, the one that was promised. */
export async function differences(files: Files, arrivals: readonly Arrival[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const arrival of arrivals) {
    const { path, size, sha256 } = arrival.expected;
    const got = await gotInstead(files, arrival);
    const bytes = size === null ? '' : `${size} bytes `;
    if (got !== undefined) lines.push(`${path} expected ${bytes}sha256:${sha256} got ${got}`);
  }
  return lines;
}

async function gotInstead(files: Files, { expected, path, maxBytes }: Arrival): Promise<string | undefined> {
  const facts = await files.facts(path);
  if (facts === null && expected.size !== null) return 'nothing';
  if (facts === null) return `nothing; a file of more than ${maxBytes} bytes is not fetched`;
  if (facts.kind !== 'file') return `a ${facts.kind}`;
  // A file of another size needs no digest to be wrong, and may be long.
  const wanted = expected.size ?? facts.size;
  if (facts.size !== wanted || facts.size > maxBytes) return `${facts.size} bytes`;
  const { size, sha256 } = await files.digest(path);
  const same = size === wanted && sha256 === expected.sha256;
  return same ? undefined : `${size} bytes sha256:${sha256}`;
}
