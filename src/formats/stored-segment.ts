import { crc32 } from 'node:zlib';
import type { Segment } from './gzip-segments.ts';

const mostStored = 0xffff;

/**
 * A segment that is not compressed (RFC 1951, 3.2.4). For short texts that are made anew at each publication, such as
 * headers: the bytes depend on no version of zlib, so a rebuilt index is the same on every machine.
 */
export function makeStoredSegment(raw: Uint8Array): Segment {
  if (raw.length > mostStored)
    throw new Error(`a stored segment holds at most ${mostStored} bytes, not ${raw.length}`);
  const bytes = new Uint8Array(5 + raw.length);
  const header = new DataView(bytes.buffer);
  header.setUint16(1, raw.length, true);
  header.setUint16(3, raw.length ^ mostStored, true);
  bytes.set(raw, 5);
  return { bytes, rawSize: raw.length, crc32: crc32(raw) };
}
