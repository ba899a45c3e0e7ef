import { describe, expect, test } from 'vitest';
import { checkEarlyAdopters } from '../../src/audit/checks/early-adopters.ts';
import { checkGates } from '../../src/audit/checks/gates.ts';
import { isInHours, localDay, minuteOfWeek } from '../../src/audit/wall-clock.ts';
import type { ReleaseReports } from '../../src/domain/early-adopter.ts';
import type { GatePolicy, WeeklyHours } from '../../src/domain/gates.ts';
import type { Guards } from '../../src/domain/guards.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { ObservedState } from '../../src/domain/lifecycle.ts';
import type { Release } from '../../src/domain/release.ts';
import { aPolicy, someGates, someGuards } from '../builders/policy.ts';
import { aRelease, aReport } from '../builders/release.ts';
import { type Entered, recordOf } from './record.ts';

// Sunday, 22 November 2026.
const sunday = '2026-11-22T12:00:00Z';
const monday = '2026-11-23T12:00:00Z';
const at = { file: 'stagepost.yaml', line: 1, column: 1 };
const toProduction: readonly Entered[] = [
  { at: sunday, to: { state: 'StageRollout' } },
  { at: monday, to: { state: 'Production' } },
];

function gatesSay(
  entered: readonly Entered[],
  gates: Partial<GatePolicy>,
  more: { readonly guards?: Partial<Guards>; readonly release?: Release } = {},
): readonly string[] {
  const policy = { ...aPolicy(), gates: someGates(gates), guards: someGuards(more.guards ?? {}) };
  const { step, facts } = recordOf(entered, { ...more, policy });
  return checkGates(step, facts).map(({ message }) => message);
}

function hours(parts: Partial<WeeklyHours>): WeeklyHours {
  return { days: ['Mon'], from: 600, to: 840, majorRelease: null, reason: null, at, ...parts };
}

const soak = { minDays: 2, emergencyMinDays: 0, exceptions: [] };

describe('the audit of gates', () => {
  test('Nothing is said where policy asks for nothing.', () => {
    expect(gatesSay(toProduction, { soak: { ...soak, minDays: 0 } })).toEqual([]);
  });

  test('Whoever left stage rollout before its days were over is told.', () => {
    expect(gatesSay(toProduction, { soak })).toEqual([
      'visit 2 (Production): it left stage rollout before its 2 days were over',
    ]);
    expect(gatesSay(toProduction, { soak: { ...soak, minDays: 1 } })).toEqual([]);
    const exceptions = [{ majorRelease: 'umd-5', type: null, minDays: 1 }];
    expect(gatesSay(toProduction, { soak: { ...soak, exceptions } })).toEqual([]);
    const release = aRelease({ emergency: { route: 'fast' } as Release['workflow']['emergency'] });
    expect(gatesSay(toProduction, { soak }, { release })).toEqual([]);
  });

  test('A failure on the way does not shorten the soak.', () => {
    const failed = { state: 'Failed', from: 'StageRollout', wanted: 'Production' } as ObservedState;
    const entered = [...toProduction.slice(0, 1), { at: monday, to: failed }, ...toProduction.slice(1)];
    expect(gatesSay(entered, { soak })).toHaveLength(1);
    expect(gatesSay(entered, { soak: { ...soak, minDays: 1 } })).toEqual([]);
  });

  test.each([
    ['a freeze of that day', { freezes: [{ from: '2026-11-23', to: '2026-11-23' }] }, 'during a freeze'],
    ['hours that were over', { windows: [hours({ to: 700 })] }, 'outside the hours'],
    ['closed hours', { closed: [hours({})] }, 'outside the hours'],
    ['hours of another day', { windows: [hours({ days: ['Tue'] })] }, 'outside the hours'],
  ])(
    'Whoever moved in %s is told, unless its route or its major release is exempt.',
    (_what, given, says) => {
      const gates = { ...given, soak: { ...soak, minDays: 0 } } as Partial<GatePolicy>;
      const late = [
        ...toProduction.slice(0, 1),
        { at: '2026-11-23T11:59:30Z', to: { state: 'InVerification' } as const },
        ...toProduction.slice(1),
      ];
      const entered = late.map((each, index) =>
        index === 1 ? { ...each, to: { state: 'StageRollout' } as const } : each,
      );
      expect(gatesSay(entered, gates).join()).toContain(says);
      const other = Object.fromEntries(
        Object.entries(given).map(([name, list]) => [
          name,
          (list as readonly object[]).map((each) => ({ ...each, majorRelease: 'umd-4' })),
        ]),
      );
      expect(gatesSay(entered, { ...gates, ...other })).toEqual([]);
    },
  );

  test('A step is told only if no moment since the commit before it was open.', () => {
    const windows = [hours({ from: 600, to: 601 })];
    expect(gatesSay(toProduction, { windows, soak: { ...soak, minDays: 0 } })).toEqual([]);
  });

  test('Whoever moved while policy froze everything is told, unless it was let through.', () => {
    const none = { soak: { ...soak, minDays: 0 } };
    const freezes = [{ majorRelease: null, reason: 'a move', at }];
    expect(gatesSay(toProduction, none, { guards: { freezes } }).join()).toContain('everything was frozen');
    const allowances = [{ guard: 'freeze', release: aRelease().id, state: 'Production', at }] as const;
    expect(gatesSay(toProduction, none, { guards: { freezes, allowances } })).toEqual([]);
  });

  test('A rollback waits for no hour.', () => {
    const entered: readonly Entered[] = [
      { at: sunday, to: { state: 'Production' } },
      { at: '2026-11-22T12:00:30Z', to: { state: 'StageRollout' } },
    ];
    expect(
      gatesSay(entered, {
        freezes: [{ from: '2026-11-01', to: '2026-12-01', majorRelease: null, reason: 'x', at }],
      }),
    ).toEqual([]);
  });
});

describe('the audit of early adopters', () => {
  function adoptersSay(reports: ReleaseReports, release = aRelease(), minimumSuccesses = 1) {
    const gates = someGates({ earlyAdopters: { minimumSuccesses, emergencyMinimumSuccesses: 0 } });
    const { step, facts } = recordOf(toProduction, { reports, release, policy: { ...aPolicy(), gates } });
    return checkEarlyAdopters(step, facts).map(({ message }) => message.replace(/^.*: /, ''));
  }
  const good = aReport('lip', { result: 'Success' });
  const silent = aReport('ifca');
  const bad = aReport('cesga', { result: 'Reject' });
  const weighed = (parts: Partial<Release['workflow']>): Release => {
    const release = aRelease();
    return { ...release, workflow: { ...release.workflow, ...parts } };
  };

  test.each([
    ['enough teams were content', [good], aRelease(), []],
    ['a team was not waited for', [good, silent], aRelease(), ['nobody waited for ifca']],
    ['a team was waived', [good, silent], weighed({ waivers: [{ team: 'ifca', reason: 'on leave' }] }), []],
    [
      'too few teams were content',
      [aReport('lip', { state: 'declined' })],
      aRelease(),
      ['too few teams had tried it'],
    ],
    ['a team rejected it', [good, bad], aRelease(), ['a team rejected it']],
    ['somebody weighed a rejection', [good, bad], weighed({ outcome: 'Warning', reason: 'harmless' }), []],
  ])('It is known when %s.', (_what, known, release, says) => {
    expect(adoptersSay({ known, unreadable: [] }, release)).toEqual(says);
  });

  test('A report with a mistake is one that was not waited for.', () => {
    const unreadable = [{ team: 'ifca', findings: [] }];
    expect(adoptersSay({ known: [good], unreadable })).toEqual(['nobody waited for ifca']);
  });
});

describe('the clock on the wall', () => {
  test('It shows day and minute of the week in a time zone, also when that is another day.', () => {
    const moment = '2026-11-22T23:30:00Z' as Instant;
    expect(localDay(moment, 'UTC')).toBe('2026-11-22');
    expect(localDay(moment, 'Europe/Lisbon')).toBe('2026-11-22');
    expect(localDay(moment, 'Europe/Warsaw')).toBe('2026-11-23');
    expect(minuteOfWeek(moment, 'UTC')).toBe(6 * 1440 + 23 * 60 + 30);
    expect(minuteOfWeek(moment, 'Europe/Warsaw')).toBe(30);
  });

  test('Hours that end before they begin go on until the next day, also from Sunday to Monday.', () => {
    const night = hours({ days: ['Sun'], from: 1320, to: 120 });
    for (const [minute, isIn] of [
      [6 * 1440 + 1319, false],
      [6 * 1440 + 1320, true],
      [0, true],
      [119, true],
      [120, false],
    ] as const)
      expect(isInHours(night, minute), String(minute)).toBe(isIn);
  });
});
