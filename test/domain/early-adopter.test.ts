import { describe, expect, test } from 'vitest';
import { asDay, type Day, dayOf } from '../../src/domain/day.ts';
import {
  awaitedTeams,
  concernedTeams,
  type EarlyAdopterReport,
  ngiOn,
  teamsAsText,
  unconcernedBy,
} from '../../src/domain/early-adopter.ts';
import { aTeam, debian12, el9 } from '../builders/policy.ts';
import { aRelease, aReport, noon } from '../builders/release.ts';

const day = (text: string) => text as Day;

test('A day is read in one spelling, and only when it exists.', () => {
  expect(['2026-11-22', '2024-02-29', '2026-02-29', '2026-1-1', '20261122', ''].map(asDay)).toEqual([
    '2026-11-22',
    '2024-02-29',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(dayOf(noon)).toBe('2026-11-22');
});

describe('A team', () => {
  const moved = aTeam('lip', {
    memberships: [
      { ngi: 'ES', from: day('2024-01-01'), to: day('2026-01-01') },
      { ngi: 'PT', from: day('2026-01-01'), to: day('2026-06-01') },
    ],
  });

  test.each([
    ['2023-12-31', null],
    ['2024-01-01', 'ES'],
    ['2025-12-31', 'ES'],
    ['2026-01-01', 'PT'],
    ['2026-05-31', 'PT'],
    ['2026-06-01', null],
  ])('that changed its infrastructure belongs on %s to %s.', (when, ngi) => {
    expect(ngiOn(moved, day(when))).toBe(ngi);
  });

  test.each([
    [['emi'], [], [el9], null],
    [[], [], [el9], null],
    [['arc'], [], [el9], 'stacks'],
    [['arc', 'emi'], [el9], [debian12, el9], null],
    [['emi'], [debian12], [el9], 'platforms'],
  ] as const)('is concerned by lists %j with platforms %j of %j: %s.', (stacks, has, platforms, expected) => {
    expect(unconcernedBy(aTeam('lip', { platforms: has }), { stacks, platforms })).toBe(expected);
  });

  test('is among those whom a release concerns on the days of its memberships.', () => {
    const teams = new Map(
      [aTeam('prague'), moved, aTeam('arc', { stacks: ['arc'] })].map((team) => [team.key, team]),
    );
    const { content, ...release } = aRelease();
    const wanted = { ...release, content: { ...content, stacks: ['emi'] } };
    const on = (when: string) => concernedTeams(teams, wanted, day(when)).map(({ key }) => key);
    expect(on('2026-05-31')).toEqual(['lip', 'prague']);
    expect(on('2026-06-01')).toEqual(['prague']);
  });
});

describe('Of the reports about a release', () => {
  const broken = { team: 'broken', findings: [] };
  const known: readonly EarlyAdopterReport[] = [
    aReport('asked', { state: 'invited' }),
    aReport('gone', { state: 'declined' }),
    aReport('silent'),
    aReport('well', { result: 'Success' }),
  ];
  const reports = { known, unreadable: [broken] };

  test('those are waited for whose teams accepted, unless they are waived.', () => {
    expect(awaitedTeams(reports, [])).toEqual(['silent']);
    expect(awaitedTeams(reports, [{ team: 'silent', reason: 'ill' }])).toEqual([]);
    expect(awaitedTeams(reports, [{ team: 'well', reason: 'ill' }])).toEqual(['silent']);
  });

  test('each is told, and a waiver only where there is nothing else to tell.', () => {
    expect(teamsAsText(reports, [])).toBe(
      'asked: invited, broken: its report has a mistake, gone: declined, silent: no report yet, well: Success',
    );
    const waivers = ['broken', 'silent', 'well', 'new'].map((team) => ({ team, reason: 'ill' }));
    expect(teamsAsText(reports, waivers)).toBe(
      'asked: invited, broken: waived (ill), gone: declined, new: waived (ill), silent: waived (ill), well: Success',
    );
    expect(teamsAsText({ known: [], unreadable: [] }, [])).toBe('');
  });
});
