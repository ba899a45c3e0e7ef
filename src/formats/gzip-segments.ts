import { constants, crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** A piece of a gzip member that can stand beside any other: it ends at a byte and refers to nothing before it. */
export interface Segment {
  readonly bytes: Uint8Array;
  readonly rawSize: number;
  readonly crc32: number;
}

// RFC 1952: no name, no time, no flags, unknown system, so that the same segments always give the same bytes.
const memberHeader = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
// RFC 1951: a last block with fixed codes that holds nothing but its end.
const lastBlock = Uint8Array.of(3, 0);
const trailerSize = 8;

export function makeSegment(raw: Uint8Array): Segment {
  const bytes = deflateRawSync(raw, { level: 6, finishFlush: constants.Z_FULL_FLUSH });
  return { bytes, rawSize: raw.length, crc32: crc32(raw) };
}

/** One gzip member of all the parts, for readers that stop after the first member. Nothing is compressed again. */
export function joinSegments(parts: readonly Segment[]): Uint8Array {
  const body = parts.reduce((sum, part) => sum + part.bytes.length, 0);
  const joined = new Uint8Array(memberHeader.length + body + lastBlock.length + trailerSize);
  joined.set(memberHeader);
  let offset = memberHeader.length;
  let sum = 0;
  let rawSize = 0;
  for (const part of parts) {
    joined.set(part.bytes, offset);
    offset += part.bytes.length;
    sum = combineCrc32(sum, part.crc32, part.rawSize);
    rawSize += part.rawSize;
  }
  joined.set(lastBlock, offset);
  const trailer = new DataView(joined.buffer, offset + lastBlock.length);
  trailer.setUint32(0, sum, true);
  trailer.setUint32(4, rawSize % 2 ** 32, true);
  return joined;
}

/** The CRC-32 of two texts one after the other, from the CRC-32 of each: a times x^(8 n), plus b, modulo the polynomial. */
export function combineCrc32(a: number, b: number, lengthOfB: number): number {
  let shifted = a;
  let power = 0x00800000; // x^8; bit 31 is x^0
  for (let rest = lengthOfB; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shifted = multiply(shifted, power);
    power = multiply(power, power);
  }
  return (shifted ^ b) >>> 0;
}

/** The text of a segment. Throws when the segment is not what its size and checksum say, or cannot stand alone. */
export function inflateSegment(segment: Segment): Uint8Array {
  const closed = Buffer.concat([segment.bytes, lastBlock]);
  // The types know nothing of `info`, which tells how much of the input was read.
  const { buffer, engine } = inflateRawSync(closed, {
    info: true,
    maxOutputLength: segment.rawSize + 1,
  }) as unknown as { readonly buffer: Buffer; readonly engine: { readonly bytesWritten: number } };
  if (engine.bytesWritten !== closed.length)
    throw new Error('the segment ends the deflate stream before its own end');
  if (buffer.length !== segment.rawSize) {
    throw new Error(`the segment holds ${buffer.length} bytes instead of ${segment.rawSize}`);
  }
  if (crc32(buffer) !== segment.crc32) throw new Error('the CRC-32 of the segment differs from its text');
  return buffer;
}

function multiply(a: number, b: number): number {
  let product = 0;
  let factor = b;
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= factor;
    factor = (factor & 1) === 1 ? (factor >>> 1) ^ 0xedb88320 : factor >>> 1;
  }
  return product >>> 0;
}
