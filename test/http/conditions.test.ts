import { describe, expect, test } from 'vitest';
import { type Conditions, portionOf } from '../../src/http/stages/conditions.ts';

const modified = 'Sun, 22 Nov 2026 12:00:00 GMT';
const file = { size: 100, etag: '"a-1"', modified };

describe('What a request gets of a file of 100 bytes', () => {
  const cases: readonly [Conditions, string][] = [
    [{}, '200 0-99'],
    [{ range: 'bytes=0-0' }, '206 0-0'],
    [{ range: 'bytes=10-19' }, '206 10-19'],
    [{ range: 'bytes=90-' }, '206 90-99'],
    [{ range: 'bytes=-10' }, '206 90-99'],
    [{ range: 'bytes=-1000' }, '206 0-99'],
    [{ range: 'bytes=10-1000' }, '206 10-99'],
    [{ range: 'bytes=99-99' }, '206 99-99'],
    [{ range: 'bytes=100-' }, '416'],
    [{ range: 'bytes=100-200' }, '416'],
    [{ range: 'bytes=-0' }, '416'],
    [{ range: 'bytes=20-10' }, '200 0-99'],
    [{ range: 'bytes=-' }, '200 0-99'],
    [{ range: 'bytes=0-1,5-6' }, '200 0-99'],
    [{ range: 'lines=0-1' }, '200 0-99'],
    [{ range: `bytes=0-${'9'.repeat(40)}` }, '200 0-99'],
    [{ range: 'bytes=0-9', 'if-range': '"a-1"' }, '206 0-9'],
    [{ range: 'bytes=0-9', 'if-range': modified }, '206 0-9'],
    [{ range: 'bytes=0-9', 'if-range': '"b-1"' }, '200 0-99'],
    [{ range: 'bytes=0-9', 'if-range': 'W/"a-1"' }, '200 0-99'],
    [{ 'if-none-match': '"a-1"' }, '304'],
    [{ 'if-none-match': 'W/"a-1"' }, '304'],
    [{ 'if-none-match': '"x", "a-1"' }, '304'],
    [{ 'if-none-match': '*' }, '304'],
    [{ 'if-none-match': '"x"' }, '200 0-99'],
    [{ 'if-none-match': '"x"', 'if-modified-since': modified }, '200 0-99'],
    [{ 'if-modified-since': modified }, '304'],
    [{ 'if-modified-since': 'Sun, 22 Nov 2026 11:59:59 GMT' }, '200 0-99'],
    [{ 'if-modified-since': 'yesterday' }, '200 0-99'],
    [{ 'if-match': '"x"' }, '412'],
    [{ 'if-match': '"a-1"', range: 'bytes=0-0' }, '206 0-0'],
    [{ 'if-none-match': '"a-1"', range: 'bytes=0-0' }, '304'],
  ];
  test.each(cases)('%j: %s', (asked, expected) => {
    const portion = portionOf(asked, file);
    const said = 'from' in portion ? `${portion.status} ${portion.from}-${portion.to}` : `${portion.status}`;
    expect(said).toBe(expected);
  });

  test('A file without a date is never older than what a reader has, and an empty one has no range.', () => {
    const undated = { ...file, modified: null };
    expect(portionOf({ 'if-modified-since': modified }, undated).status).toBe(200);
    expect(portionOf({ range: 'bytes=0-9', 'if-range': modified }, undated).status).toBe(200);
    expect(portionOf({ range: 'bytes=0-' }, { ...file, size: 0 }).status).toBe(416);
  });
});
