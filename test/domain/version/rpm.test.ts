import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareEvr, compareRpmVersions, type Evr } from '../../../src/domain/version/rpm.ts';

/** Each line climbs: every version is older than all that follow it. */
const ascending: readonly (readonly string[])[] = [
  [
    '1.0~~',
    '1.0~rc1',
    '1.0~rc1^git1',
    '1.0~rc2',
    '1.0',
    '1.0^',
    '1.0^20240101',
    '1.0a',
    '1.0.1',
    '1.1',
    '1.10',
    '2',
  ],
  ['1.0~rc1~git123', '1.0~rc1', '1.0^git1~pre', '1.0^git1', '1.0^git1^', '1.0^git2', '1.01', '1.2'],
  [
    '',
    'A',
    'Z',
    'a',
    'ab',
    'b',
    'xyz.4',
    '0',
    '4',
    '8',
    '10xyz',
    '10.1xyz',
    '99999999999999999999',
    '100000000000000000000',
  ],
  ['5.5p1', '5.5p2', '5.5p10', '5.6p1', '6.0', '6.0.rc1', '6.5p1'],
  ['1.fc39', '1.fc40', '1.1.fc39', '2.el8', '2.el8_9', '2.el8_9.1', '2.el9', '10.el8'],
  ['~', '', '^', 'a', '0'],
];

const equal: readonly (readonly [string, string])[] = [
  ['1.0', '1.0'],
  ['1.0', '1_0'],
  ['1.0', '1..0'],
  ['1.0', '1.0.'],
  ['1.0', '.1.0'],
  ['1.05', '1.5'],
  ['1.0', '1.000'],
  ['2a', '2.a'],
  ['fc4', 'fc.4'],
  ['1.0~rc1', '1.0.~.rc1'],
  ['1.0^a', '1.0+^+a'],
  ['', '_+.'],
  ['1.1.α', '1.1.β'],
];

const epochs: readonly (readonly [Evr, Evr, -1 | 0 | 1])[] = [
  [evr('0', '2.0', '1'), evr('1', '1.0', '1'), -1],
  [evr('10', '1.0', '1'), evr('9', '1.0', '1'), 1],
  [evr('', '1.0', '1'), evr('0', '1.0', '1'), 0],
  [evr('', '1.0', '1'), evr('1', '1.0', '1'), -1],
  [evr('0', '1.0', '9'), evr('0', '1.1', '1'), -1],
  [evr('0', '1.0', '1.el9'), evr('0', '1.0', '2.el8'), -1],
  [evr('0', '1.0', ''), evr('0', '1.0', '1'), -1],
  [evr('0', '1.0~rc1', '5'), evr('0', '1.0', '1'), -1],
];

const pieces = ['0', '1', '01', '9', '10', 'a', 'B', 'rc', '~', '^', '.', '-', '_', '+', 'ä'];
const version = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(''));
const field = fc.constantFrom('', '0', '1', '1.0', '1.1', '1.0~a', '2.el9');
const anyEvr = fc.record({ epoch: fc.constantFrom('', '0', '1', '10'), version: field, release: field });

describe('RPM versions', () => {
  test.each(ascending.map((line) => ({ line })))('climb along $line', ({ line }) => {
    for (const [i, older] of line.entries()) {
      for (const newer of line.slice(i + 1)) {
        expect([older, newer, compareRpmVersions(older, newer)]).toEqual([older, newer, -1]);
        expect([newer, older, compareRpmVersions(newer, older)]).toEqual([newer, older, 1]);
      }
    }
  });

  test.each(equal)('%j and %j are the same version', (a, b) => {
    expect(compareRpmVersions(a, b)).toBe(0);
    expect(compareRpmVersions(b, a)).toBe(0);
  });

  test('every version is equal to itself', () => {
    fc.assert(fc.property(version, (a) => compareRpmVersions(a, a) === 0));
  });

  test('exchanging the two versions turns the answer round', () => {
    fc.assert(
      fc.property(version, version, (a, b) => compareRpmVersions(a, b) + compareRpmVersions(b, a) === 0),
    );
  });

  test('a sorted list is in order between any two of its places', () => {
    fc.assert(
      fc.property(fc.array(version, { maxLength: 8 }), (list) => isOrdered(list, compareRpmVersions)),
    );
  });

  test('a tilde makes any version older and a caret makes it newer', () => {
    fc.assert(
      fc.property(version, version, (base, suffix) => {
        expect(compareRpmVersions(`${base}~${suffix}`, base)).toBe(-1);
        expect(compareRpmVersions(`${base}^${suffix}`, base)).toBe(1);
      }),
    );
  });
});

describe('epoch, version and release', () => {
  test.each(epochs)('%o against %o gives %i', (a, b, expected) => {
    expect(compareEvr(a, b)).toBe(expected);
    expect(compareEvr(b, a) + expected).toBe(0);
  });

  test('form a total order', () => {
    fc.assert(
      fc.property(fc.array(anyEvr, { minLength: 2, maxLength: 8 }), (list) => {
        expect(list.map((each) => compareEvr(each, each))).toEqual(list.map(() => 0));
        expect(isOrdered(list, compareEvr)).toBe(true);
      }),
    );
  });
});

function evr(epoch: string, itsVersion: string, release: string): Evr {
  return { epoch, version: itsVersion, release };
}

function isOrdered<T>(list: readonly T[], compare: (a: T, b: T) => number): boolean {
  const sorted = list.toSorted(compare);
  return sorted.every((a, i) =>
    sorted.slice(i + 1).every((b) => compare(a, b) <= 0 && compare(a, b) + compare(b, a) === 0),
  );
}
