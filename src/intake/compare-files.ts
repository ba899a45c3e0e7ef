import type { ManifestFile } from '../formats/checksums-xml.ts';
import type { Files } from '../ports/files.ts';

/** A file that was promised, and where it has to be now. */
export interface Arrival {
  readonly expected: ManifestFile;
  readonly path: string;
}

/** One line for each file that is missing or is not, byte for byte, the one that was promised. */
export async function differences(files: Files, arrivals: readonly Arrival[]): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const { expected, path } of arrivals) {
    const got = await gotInstead(files, expected, path);
    if (got !== undefined) {
      lines.push(`${expected.path} expected ${expected.size} bytes sha256:${expected.sha256} got ${got}`);
    }
  }
  return lines;
}

async function gotInstead(files: Files, expected: ManifestFile, path: string): Promise<string | undefined> {
  const facts = await files.facts(path);
  if (facts === null) return 'nothing';
  if (facts.kind !== 'file') return `a ${facts.kind}`;
  // A file of another size needs no digest to be wrong, and may be long.
  if (facts.size !== expected.size) return `${facts.size} bytes`;
  const { size, sha256 } = await files.digest(path);
  const same = size === expected.size && sha256 === expected.sha256;
  return same ? undefined : `${size} bytes sha256:${sha256}`;
}
