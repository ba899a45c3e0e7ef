import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';

const start = `schemaVersion: 1
title: Example
majorReleases:
  umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}}}
providers:
  emi: {title: EMI, hosts: [repo.emi.example.org]}
earlyAdopters:
  lip:
    site: LIP
    stacks: [emi]
`;

function read(team: string) {
  return readPolicy('stagepost.yaml', new TextEncoder().encode(start + team), async () => null);
}

async function problems(team: string): Promise<readonly string[]> {
  const result = await read(team);
  const findings = result.ok ? [] : result.findings;
  return findings.map(
    ({ line, column, rule, message, hint }) => `${line}:${column} ${rule}: ${message} | ${hint}`,
  );
}

function memberships(...entries: readonly string[]): string {
  return `    memberships:\n${entries.map((entry) => `      - {${entry}}\n`).join('')}`;
}

describe('The registry of early adopters', () => {
  test('gives teams by key, with memberships in order of time and what was left out filled in.', async () => {
    const result = await read(
      memberships('ngi: PT, from: 2026-01-01', 'ngi: ES, from: 2024-01-01, to: 2026-01-01'),
    );
    if (!result.ok) throw new Error(result.findings[0]?.message);
    expect([...result.value.earlyAdopters]).toEqual([
      [
        'lip',
        {
          key: 'lip',
          site: 'LIP',
          stacks: ['emi'],
          platforms: [],
          contacts: [],
          mailingList: null,
          memberships: [
            { ngi: 'ES', from: '2024-01-01', to: '2026-01-01' },
            { ngi: 'PT', from: '2026-01-01', to: null },
          ],
        },
      ],
    ]);
  });

  test('refuses a membership that begins while another one goes on, at its first day.', async () => {
    const overlap = 'early-adopter-overlap: the membership in';
    const hint = 'a team is in one infrastructure at a time: end the earlier one with to:';
    expect(
      await problems(memberships('ngi: ES, from: 2024-01-01, to: 2026-01-02', 'ngi: PT, from: 2026-01-01')),
    ).toEqual([
      `13:25 ${overlap} PT begins while the one in ES goes on | ${hint} 2026-01-01, or begin later`,
    ]);
    expect(await problems(memberships('ngi: PT, from: 2026-01-01', 'ngi: ES, from: 2024-01-01'))).toEqual([
      `12:25 ${overlap} PT begins while the one in ES goes on | ${hint} 2026-01-01, or begin later`,
    ]);
  });

  test('refuses one that lies inside of an earlier one, however many end between.', async () => {
    const found = await problems(
      memberships(
        'ngi: A, from: 2020-01-01',
        'ngi: B, from: 2021-01-01, to: 2021-02-01',
        'ngi: C, from: 2022-01-01',
      ),
    );
    expect(found.map((line) => line.split(' | ')[0])).toEqual([
      '13:24 early-adopter-overlap: the membership in B begins while the one in A goes on',
      '14:24 early-adopter-overlap: the membership in C begins while the one in A goes on',
    ]);
  });

  test('refuses days that do not exist, and memberships that have none.', async () => {
    expect(await problems(memberships('ngi: PT, from: 2026-02-29, to: 2026-06-31'))).toEqual([
      '12:25 unknown-day: there is no day 2026-02-29 | correct the day',
      '12:41 unknown-day: there is no day 2026-06-31 | correct the day',
    ]);
    expect(await problems(memberships('ngi: PT, from: 2026-01-01, to: 2026-01-01'))).toEqual([
      '12:41 early-adopter-membership: a membership from 2026-01-01 to 2026-01-01 has no day | to is the first day on which the membership is over, and comes after from',
    ]);
  });

  test('refuses platforms that no major release has.', async () => {
    const text = `    platforms: [el9/x86_64, el9/x86-64]\n${memberships('ngi: PT, from: 2026-01-01')}`;
    expect(await problems(text.replace('x86-64', 'x86_46'))).toEqual([
      '11:29 early-adopter-platform: no major release has the platform el9/x86_46 | did you mean el9/x86_64? known: el9/x86_64',
    ]);
  });

  test.each([
    ['a team without membership', '    memberships: []\n'],
    [
      'a mailing list that is no address',
      `    mailingList: lip\n${memberships('ngi: PT, from: 2026-01-01')}`,
    ],
    ['a day in another spelling', memberships('ngi: PT, from: 1.1.2026')],
  ])('refuses %s.', async (_what, team) => {
    expect(await problems(team)).toHaveLength(1);
  });
});
