import { readChecksumLines } from './checksum-lines.ts';
import { readChecksumsXml } from './checksums-xml.ts';
import type { ManifestFile } from './manifest-file.ts';
import type { Parsed } from './parsed.ts';

/** How a manifest is written. */
export type ManifestForm = 'checksums.xml' | 'SHA256SUMS';

const readers = {
  'checksums.xml': readChecksumsXml,
  SHA256SUMS: readChecksumLines,
} as const satisfies Record<ManifestForm, (bytes: Uint8Array) => Parsed<readonly ManifestFile[]>>;

/** Tells by the content, whatever the file is called: XML begins with `<`, and no line of sha256sum does. */
export function manifestForm(bytes: Uint8Array): ManifestForm {
  // Byte order marks and the zeros of UTF-16 are passed over, so that the reader of XML can say what is wrong.
  const first = bytes.find((byte) => ![0, 9, 10, 13, 32, 0xef, 0xbb, 0xbf, 0xfe, 0xff].includes(byte));
  return first === '<'.charCodeAt(0) ? 'checksums.xml' : 'SHA256SUMS';
}

/** Reads the manifest of a release in either form. */
export function readManifest(bytes: Uint8Array): Parsed<readonly ManifestFile[]> {
  return readers[manifestForm(bytes)](bytes);
}
