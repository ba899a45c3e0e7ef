import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { type Parsed, unreadable } from './parsed.ts';
import { quoted } from './scalars.ts';

// Real metadata shrinks to a tenth; what grows a hundredfold is made to fill a disk.
const mostRatio = 100;
const mostOpenBytes = 128 * 1024 * 1024;

const unpackers = {
  gz: gunzipSync,
  zst: zstdDecompressSync,
} as const;

type Ending = keyof typeof unpackers;

/** The endings of file names that are unpacked, in order of preference; a name without any is a plain file. */
export const readableEndings: readonly string[] = [
  ...Object.keys(unpackers).map((ending) => `.${ending}`),
  '',
];

/** The text of a metadata file of strangers, unpacked by the ending of its name within limits; UTF-8 only. */
export function unpackMetadata(name: string, packed: Uint8Array): Parsed<string> {
  const [ending = ''] = /[^.]+$/.exec(name) ?? [];
  if (['xz', 'bz2', 'lzma', 'zck'].includes(ending)) {
    return unreadable([
      `${quoted(name)} cannot be unpacked; what can is ${Object.keys(unpackers).join(' and ')}`,
    ]);
  }
  const open = ending in unpackers ? unpack(ending as Ending, packed) : packed;
  if (typeof open === 'string') return unreadable([`${quoted(name)} ${open}`]);
  try {
    return { ok: true, value: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(open) };
  } catch {
    return unreadable([`${quoted(name)} is not UTF-8`]);
  }
}

function unpack(ending: Ending, packed: Uint8Array): Uint8Array | string {
  const most = Math.min(packed.length * mostRatio, mostOpenBytes);
  try {
    return unpackers[ending](packed, { maxOutputLength: Math.max(most, 1) });
  } catch (error) {
    const isBomb = (error as { readonly code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    return isBomb
      ? `unpacks to more than ${most} bytes; at most ${mostRatio} times its size and ${mostOpenBytes} bytes are read`
      : `cannot be unpacked; it is cut off or no ${ending} file`;
  }
}
