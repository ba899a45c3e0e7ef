import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WeeklyHours } from '../../../src/domain/gates.ts';
import { type Instant, msOf, plusSeconds } from '../../../src/domain/instant.ts';
import { localTimeOf, weekdays, type Zone, zoneOf } from '../../../src/domain/local-time.ts';
import { holds, nextOpening } from '../../../src/plan/gates/opening-hours.ts';

const place = { file: 'stagepost.yaml', line: 9, column: 7 };
const amsterdam = zoneOf('Europe/Amsterdam') as Zone;
const every = [...weekdays];

function hours(days: WeeklyHours['days'], from: number, to: number): WeeklyHours {
  return { days, from, to, majorRelease: null, reason: null, at: place };
}

function opening(now: string, windows: readonly WeeklyHours[], closed: readonly WeeklyHours[] = []) {
  return nextOpening(now as Instant, { windows, closed }, amsterdam);
}

const office = [hours(['Mon', 'Tue', 'Wed', 'Thu', 'Fri'], 9 * 60, 17 * 60)];

describe('the next opening', () => {
  test.each([
    ['now, within the hours', '2026-11-23T08:00:00Z', '2026-11-23T08:00:00Z'],
    ['later today, before them', '2026-11-23T07:59:59Z', '2026-11-23T08:00:00Z'],
    ['tomorrow, at the minute in which they end', '2026-11-23T16:00:00Z', '2026-11-24T08:00:00Z'],
    ['on Monday, over the weekend', '2026-11-27T16:30:00Z', '2026-11-30T08:00:00Z'],
    ['an hour earlier by UTC, after the change in spring', '2026-03-27T16:00:00Z', '2026-03-30T07:00:00Z'],
    ['an hour later by UTC, after the change in autumn', '2026-10-23T15:00:00Z', '2026-10-26T08:00:00Z'],
  ])('is %s', (_when, now, then) => {
    expect(opening(now, office)).toBe(then);
  });

  test('is at the change of the clock, when that jumps over the beginning of a window', () => {
    const night = [hours(['Sun'], 150, 240)];
    expect(opening('2026-03-29T00:59:59Z', night)).toBe('2026-03-29T01:00:00Z');
  });

  test('is a week later, when the clock jumps over the whole window', () => {
    expect(opening('2026-03-28T12:00:00Z', [hours(['Sun'], 130, 170)])).toBe('2026-04-05T00:10:00Z');
  });

  test('comes twice in an hour that is lived twice, and once more when the clock jumps back into a window', () => {
    const half = [hours(['Sun'], 150, 180)];
    expect(opening('2026-10-25T00:00:00Z', half)).toBe('2026-10-25T00:30:00Z');
    expect(opening('2026-10-25T01:00:00Z', half)).toBe('2026-10-25T01:30:00Z');
    expect(opening('2026-10-25T00:30:00Z', [hours(['Sun'], 90, 150)])).toBe('2026-10-25T01:00:00Z');
  });

  test('waits for the end of a closed time, which wins over a window', () => {
    const lunch = [hours(every, 12 * 60, 13 * 60)];
    expect(opening('2026-11-23T11:30:00Z', office, lunch)).toBe('2026-11-23T12:00:00Z');
    expect(opening('2026-11-23T11:30:00Z', [], lunch)).toBe('2026-11-23T12:00:00Z');
  });

  test('knows windows that go on past midnight, and those that are a whole day', () => {
    const night = [hours(['Fri'], 22 * 60, 6 * 60)];
    expect(opening('2026-11-28T04:59:00Z', night)).toBe('2026-11-28T04:59:00Z');
    expect(opening('2026-11-28T05:00:00Z', night)).toBe('2026-12-04T21:00:00Z');
    expect(opening('2026-11-27T12:00:00Z', [hours(['Sat'], 0, 1440)])).toBe('2026-11-27T23:00:00Z');
  });

  test('never comes when closed times leave nothing', () => {
    expect(opening('2026-11-23T08:00:00Z', office, [hours(every, 0, 1440)])).toBeNull();
  });

  test('is the first open minute of all that follow, whatever the hours and however clocks change', () => {
    const some = fc
      .tuple(
        fc.subarray(every, { minLength: 1 }),
        fc.integer({ min: 0, max: 47 }),
        fc.integer({ min: 1, max: 48 }),
      )
      .map(([days, from, to]) => hours(days, from * 30, to * 30));
    const starts = ['2026-03-27T10:00:00Z', '2026-10-24T03:00:00Z', '2026-06-01T00:00:00Z'] as Instant[];
    fc.assert(
      fc.property(
        fc.constantFrom(...starts),
        fc.array(some, { maxLength: 2 }),
        fc.array(some, { maxLength: 2 }),
        (now, windows, closed) => {
          const isOpen = (instant: Instant) => {
            const shown = localTimeOf(instant, amsterdam);
            const within = windows.length === 0 || windows.some((each) => holds(each, shown));
            return within && !closed.some((each) => holds(each, shown));
          };
          const found = opening(now, windows, closed);
          const last = found === null ? plusSeconds(now, 8 * 86_400) : found;
          for (let then = now; then < last; then = plusSeconds(then, 1800)) expect(isOpen(then)).toBe(false);
          if (found !== null) expect([isOpen(found), msOf(found) % 60_000]).toEqual([true, 0]);
        },
      ),
      { numRuns: 40 },
    );
  });
});
