import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, instantOfMs, msOf, plusSeconds } from '../../src/domain/instant.ts';
import {
  clockChanges,
  instantsOf,
  isDate,
  localTimeOf,
  plusDays,
  startOfDay,
  type Zone,
  zoneOf,
} from '../../src/domain/local-time.ts';

function zone(name: string): Zone {
  const found = zoneOf(name);
  if (found === undefined) throw new Error(`no zone ${name}`);
  return found;
}

const at = (text: string) => text as Instant;
const amsterdam = zone('Europe/Amsterdam');

describe('local time', () => {
  test.each([
    ['2026-11-22T23:30:00Z', 'Europe/Amsterdam', '2026-11-23', 'Mon', 30],
    ['2026-07-01T23:30:00Z', 'Europe/Amsterdam', '2026-07-02', 'Thu', 90],
    ['2026-11-22T00:00:00Z', 'America/New_York', '2026-11-21', 'Sat', 1140],
    ['2026-11-22T12:00:00Z', 'Asia/Kathmandu', '2026-11-22', 'Sun', 1065],
    ['2026-11-22T12:00:00Z', 'UTC', '2026-11-22', 'Sun', 720],
  ])('at %s in %s is %s, %s, minute %i', (instant, name, date, weekday, minutes) => {
    expect(localTimeOf(at(instant), zone(name))).toEqual({ date, weekday, minutes });
  });

  test('that is lived twice has two instants, one that is left out has none, every other has one', () => {
    expect(instantsOf('2026-10-25', 150, amsterdam)).toEqual([
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
    ]);
    expect(instantsOf('2026-03-29', 150, amsterdam)).toEqual([]);
    expect(instantsOf('2026-03-29', 180, amsterdam)).toEqual(['2026-03-29T01:00:00Z']);
    expect(instantsOf('2026-12-31', 1440, amsterdam)).toEqual(['2026-12-31T23:00:00Z']);
  });

  test('leads back to the instants that it was made from, whatever the zone', () => {
    const zones = [
      'Europe/Amsterdam',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Africa/Cairo',
    ];
    const minutes = fc.integer({
      min: msOf(at('2024-01-01T00:00:00Z')) / 60_000,
      max: msOf(at('2029-01-01T00:00:00Z')) / 60_000,
    });
    fc.assert(
      fc.property(fc.constantFrom(...zones.map(zone)), minutes, (where, minute) => {
        const instant = instantOfMs(minute * 60_000);
        const shown = localTimeOf(instant, where);
        expect(instantsOf(shown.date, shown.minutes, where)).toContain(instant);
      }),
      { numRuns: 300 },
    );
  });

  test('tells when clocks are changed, and where a day begins that has no midnight', () => {
    expect(clockChanges(at('2026-01-01T00:00:00Z'), at('2026-12-31T00:00:00Z'), amsterdam)).toEqual([
      '2026-03-29T01:00:00Z',
      '2026-10-25T01:00:00Z',
    ]);
    const cairo = zone('Africa/Cairo');
    const [spring] = clockChanges(at('2026-04-01T00:00:00Z'), at('2026-05-31T00:00:00Z'), cairo);
    const date = localTimeOf(spring ?? at('2026-04-01T00:00:00Z'), cairo).date;
    expect(instantsOf(date, 0, cairo)).toEqual([]);
    expect(startOfDay(date, cairo)).toBe(spring);
    expect(localTimeOf(plusSeconds(startOfDay(date, cairo), -1), cairo).date).toBe(plusDays(date, -1));
  });

  test('knows no zone of a name that nobody gave, and no day that its month does not have', () => {
    expect(zoneOf('Europe/Atlantis')).toBeUndefined();
    expect([isDate('2026-02-28'), isDate('2026-02-29'), isDate('2028-02-29')]).toEqual([true, false, true]);
  });
});
