import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  asInstant,
  type Instant,
  instantOfMs,
  laterOf,
  msOf,
  plusSeconds,
} from '../../src/domain/instant.ts';

const noon = '2026-11-22T12:00:00Z' as Instant;
const milliseconds = fc.integer({ min: 0, max: Date.UTC(9999, 11, 31) });

describe('an instant', () => {
  test('is read in its one spelling', () => {
    expect(asInstant(noon)).toBe(noon);
  });

  test.each([
    '2026-11-22T12:00:00.000Z',
    '2026-11-22T12:00:00+00:00',
    '2026-11-22T12:00:00',
    '2026-11-22',
    '2026-13-22T12:00:00Z',
    '2026-11-22T25:00:00Z',
    '2026-11-22T12:00:00Z\n',
    ' 2026-11-22T12:00:00Z',
    '',
  ])('is not read as %j', (text) => {
    expect(asInstant(text)).toBeUndefined();
  });

  test('of a day that the month does not have is not read', () => {
    expect(asInstant('2026-02-30T12:00:00Z')).toBeUndefined();
    expect(asInstant('2026-02-29T12:00:00Z')).toBeUndefined();
    expect(asInstant('2028-02-29T12:00:00Z')).toBe('2028-02-29T12:00:00Z');
  });

  test('is rounded down to the second', () => {
    expect(instantOfMs(msOf(noon) + 999)).toBe(noon);
    expect(instantOfMs(-1)).toBe('1969-12-31T23:59:59Z');
  });

  test('comes back from its milliseconds, and sorts as text as it does in time', () => {
    fc.assert(
      fc.property(milliseconds, milliseconds, (a, b) => {
        const [first, second] = [instantOfMs(a), instantOfMs(b)];
        expect(instantOfMs(msOf(first))).toBe(first);
        expect(asInstant(first)).toBe(first);
        expect(Math.sign(msOf(first) - msOf(second))).toBe(first < second ? -1 : first > second ? 1 : 0);
        expect(msOf(laterOf(first, second))).toBe(Math.max(msOf(first), msOf(second)));
      }),
    );
  });

  test.each([
    [90, '2026-11-22T12:01:30Z'],
    [-1, '2026-11-22T11:59:59Z'],
    [86_400, '2026-11-23T12:00:00Z'],
    [0, noon],
  ])('%i seconds later is %s', (seconds, then) => {
    expect(plusSeconds(noon, seconds)).toBe(then);
  });
});
