import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareDebVersions } from '../../../src/domain/version/deb.ts';

/** Each line climbs: every version is older than all that follow it. */
const ascending: readonly (readonly string[])[] = [
  [
    '1.0~~',
    '1.0~~a',
    '1.0~',
    '1.0~rc1-1',
    '1.0',
    '1.0a',
    '1.0+b1',
    '1.0.1',
    '1.1',
    '1.9',
    '1.10',
    '1:0.1',
    '2:0',
    '10:0',
  ],
  [
    '1.0-1~bpo12+1',
    '1.0-1',
    '1.0-1ubuntu1',
    '1.0-1+b1',
    '1.0-1+deb12u1',
    '1.0-1+deb12u2',
    '1.0-1.1',
    '1.0-2',
  ],
  ['0~', '0', '0-0.1', '0-1', '0A', '0Z', '0a', '0b', '0+', '0.1', '1'],
  ['1.2-3', '1.2-9', '1.2-3-1', '1.2.0'],
  ['1:1.0', '1:1.0-1', '1:1.0.1', '1:1.0:1', '1:1.1'],
  ['99999999999999999998', '99999999999999999999', '100000000000000000000'],
];

const equal: readonly (readonly [string, string])[] = [
  ['1.0', '1.0'],
  ['1.0', '0:1.0'],
  ['01:1.0', '1:1.0'],
  ['1.0', '1.0-0'],
  ['1.0', '1.00'],
  ['1.05-01', '1.5-1'],
  ['1.a', '1.a0'],
];

const pieces = ['0', '1', '01', '9', '10', 'a', 'Z', 'rc', '~', '+', '.', '-', ':', 'ä'];
const version = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));

describe('Debian versions', () => {
  test.each(ascending.map((line) => ({ line })))('climb along $line', ({ line }) => {
    for (const [i, older] of line.entries()) {
      for (const newer of line.slice(i + 1)) {
        expect([older, newer, compareDebVersions(older, newer)]).toEqual([older, newer, -1]);
        expect([newer, older, compareDebVersions(newer, older)]).toEqual([newer, older, 1]);
      }
    }
  });

  test.each(equal)('%j and %j are the same version', (a, b) => {
    expect(compareDebVersions(a, b)).toBe(0);
    expect(compareDebVersions(b, a)).toBe(0);
  });

  test('the text before the first colon is an epoch only when it is a number', () => {
    expect(compareDebVersions('a:1', '0:b')).toBe(-1);
    expect(compareDebVersions(':1', '1')).toBe(1);
  });

  test('every version is equal to itself', () => {
    fc.assert(fc.property(version, (a) => compareDebVersions(a, a) === 0));
  });

  test('exchanging the two versions turns the answer round', () => {
    fc.assert(
      fc.property(version, version, (a, b) => compareDebVersions(a, b) + compareDebVersions(b, a) === 0),
    );
  });

  test('a sorted list is in order between any two of its places', () => {
    fc.assert(
      fc.property(fc.array(version, { minLength: 2, maxLength: 8 }), (list) => {
        const sorted = list.toSorted(compareDebVersions);
        return sorted.every((a, i) => sorted.slice(i + 1).every((b) => compareDebVersions(a, b) <= 0));
      }),
    );
  });

  test('a tilde at the end makes any version older', () => {
    fc.assert(fc.property(version, (base) => compareDebVersions(`${base}~`, base) === -1));
  });
});
