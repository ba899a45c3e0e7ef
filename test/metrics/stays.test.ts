import { describe, expect, test } from 'vitest';
import { allTimes, staysOf, timesOf } from '../../src/metrics/stays.ts';
import { argus, moment, visits, voms } from './facts.ts';

describe('Time in states', () => {
  const twice = visits(
    '11-01 00:00 Submitted',
    '11-01 01:00 InVerification',
    '11-01 02:00 WaitingForResponse',
    '11-01 04:00 InVerification',
  );

  test('is told for each visit and in total, and the last visit lasts until now.', () => {
    const { stays, totals, seconds } = timesOf({ release: voms, visits: twice }, moment('11-01 05:00'));
    expect(stays.map(({ visit, state, left, seconds: long }) => [visit, state, left, long])).toEqual([
      [1, 'Submitted', moment('11-01 01:00'), 3600],
      [2, 'InVerification', moment('11-01 02:00'), 3600],
      [3, 'WaitingForResponse', moment('11-01 04:00'), 7200],
      [4, 'InVerification', null, 3600],
    ]);
    expect(totals).toEqual([
      { state: 'Submitted', visits: 1, seconds: 3600, open: false },
      { state: 'InVerification', visits: 2, seconds: 7200, open: true },
      { state: 'WaitingForResponse', visits: 1, seconds: 7200, open: false },
    ]);
    expect(seconds).toBe(5 * 3600);
  });

  test('at an earlier moment is what it was then.', () => {
    const then = staysOf(twice, moment('11-01 02:30'));
    expect(then.map(({ state, seconds }) => [state, seconds])).toEqual([
      ['Submitted', 3600],
      ['InVerification', 3600],
      ['WaitingForResponse', 1800],
    ]);
  });

  test('is never negative, although a clock was set back.', () => {
    const back = visits('11-01 02:00 Submitted', '11-01 01:00 Unverified', '11-01 03:00 InVerification');
    expect(staysOf(back, moment('11-01 03:00')).map(({ seconds }) => seconds)).toEqual([0, 3600, 0]);
  });

  test('of a release that had not arrived is not told.', () => {
    const late = { release: argus, visits: visits('11-02 00:00 Submitted') };
    const times = allTimes([late, { release: voms, visits: twice }], moment('11-01 12:00'));
    expect(times.map(({ release }) => release)).toEqual([voms]);
  });
});
