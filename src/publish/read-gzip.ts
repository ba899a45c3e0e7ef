import { gunzipSync } from 'node:zlib';
import { sha256Of } from '../domain/digest.ts';
import type { Files } from '../ports/files.ts';

/** What the root text promises of a compressed file. */
export interface GzipPromise {
  readonly size: number;
  readonly sha256: string;
  readonly openSize: number;
  readonly openSha256: string;
}

/** Unpacks a metadata file and compares it with what is promised; the text is null when it cannot be unpacked. */
export async function readGzip(
  files: Files,
  path: string,
  promise: GzipPromise,
): Promise<{ readonly text: string | null; readonly problems: readonly string[] }> {
  const packed =
    (await files.facts(path))?.size === promise.size ? await files.read(path, promise.size) : null;
  if (packed === null) return { text: null, problems: [`${path} is missing or not of the promised size`] };
  const open = unpack(packed, promise.openSize);
  if (open === null) return { text: null, problems: [`${path} cannot be unpacked to its promised size`] };
  const problems = [
    ...(sha256Of(packed) === promise.sha256 ? [] : [`${path} has not the promised digest`]),
    ...(open.length === promise.openSize ? [] : [`${path} has not the promised size when unpacked`]),
    ...(sha256Of(open) === promise.openSha256 ? [] : [`${path} has not the promised digest when unpacked`]),
  ];
  return { text: open.toString('utf8'), problems };
}

function unpack(packed: Uint8Array, openSize: number): Buffer | null {
  try {
    return gunzipSync(packed, { maxOutputLength: Math.max(openSize, 1) });
  } catch {
    return null;
  }
}
