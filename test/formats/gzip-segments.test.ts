import { crc32, gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  combineCrc32,
  inflateSegment,
  joinSegments,
  makeSegment,
  type Segment,
} from '../../src/formats/gzip-segments.ts';
import { makeStoredSegment } from '../../src/formats/stored-segment.ts';

const text = (words: string) => new TextEncoder().encode(words);
const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 12 });

describe('segments of a gzip member', () => {
  test('Any segments joined are one gzip member of all their texts in order.', () => {
    fc.assert(
      fc.property(pieces, fc.boolean(), (raws, stored) => {
        const segments = raws.map((raw, at) =>
          stored && at % 2 === 0 ? makeStoredSegment(raw) : makeSegment(raw),
        );
        expect(gunzipSync(joinSegments(segments))).toEqual(Buffer.concat(raws));
      }),
    );
  });

  test('A joined member ends in the checksum and the size of the whole text, so there is exactly one member.', () => {
    const raws = [text('<a>\n'.repeat(500)), text(''), text('</a>')];
    const joined = Buffer.from(joinSegments(raws.map(makeSegment)));
    const whole = Buffer.concat(raws);
    expect(joined.readUInt32LE(joined.length - 8)).toBe(crc32(whole));
    expect(joined.readUInt32LE(joined.length - 4)).toBe(whole.length);
    expect(joined.indexOf(Buffer.from([0x1f, 0x8b, 8]), 1)).toBe(-1);
  });

  test('No segment at all gives a valid gzip file of nothing.', () => {
    expect(Buffer.from(joinSegments([])).toString('hex')).toBe('1f8b08000000000000ff03000000000000000000');
    expect(gunzipSync(joinSegments([]))).toHaveLength(0);
  });

  test('Joining copies the bytes of each segment as they are.', () => {
    const segments = [makeSegment(text('first '.repeat(40))), makeSegment(text('second '.repeat(40)))];
    const body = Buffer.concat(segments.map((segment) => segment.bytes));
    expect(Buffer.from(joinSegments(segments)).subarray(10, 10 + body.length)).toEqual(body);
  });

  test('The size in the trailer wraps around at four GiB, as RFC 1952 says.', () => {
    const huge: Segment = { bytes: new Uint8Array(0), rawSize: 2 ** 32 - 1, crc32: 0 };
    const joined = Buffer.from(joinSegments([huge, makeSegment(text('abc'))]));
    expect(joined.readUInt32LE(joined.length - 4)).toBe(2);
  });

  test('A combined CRC-32 is the CRC-32 of the texts one after the other.', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), fc.uint8Array({ maxLength: 5000 }), (a, b) => {
        expect(combineCrc32(crc32(a), crc32(b), b.length)).toBe(crc32(Buffer.concat([a, b])));
      }),
    );
  });

  test('A segment inflates to its text.', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3000 }), (raw) => {
        expect(Buffer.from(inflateSegment(makeSegment(raw)))).toEqual(Buffer.from(raw));
        expect(Buffer.from(inflateSegment(makeStoredSegment(raw)))).toEqual(Buffer.from(raw));
      }),
    );
  });

  const good = makeSegment(text('some text '.repeat(30)));
  test.each<[string, Segment]>([
    ['a wrong checksum', { ...good, crc32: good.crc32 ^ 1 }],
    ['a size that is too small', { ...good, rawSize: good.rawSize - 1 }],
    ['a size that is too big', { ...good, rawSize: good.rawSize + 1 }],
    ['a missing end', { ...good, bytes: good.bytes.subarray(0, good.bytes.length - 5) }],
    ['an end of the stream inside', { ...good, bytes: Buffer.concat([good.bytes, Buffer.from([3, 0])]) }],
    ['no bytes', { ...good, bytes: new Uint8Array(0) }],
  ])('A segment with %s is refused.', (_fault, segment) => {
    expect(() => inflateSegment(segment)).toThrow();
  });

  test('A stored segment that does not fit is refused instead of cut.', () => {
    expect(() => makeStoredSegment(new Uint8Array(65_536))).toThrow('at most 65535 bytes');
  });
});
