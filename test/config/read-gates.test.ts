import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';

const start = `schemaVersion: 1
title: Example
majorReleases:
  umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}}}
providers:
  emi: {title: EMI, hosts: [repo.emi.example.org]}
`;

async function read(gates: string) {
  return readPolicy('stagepost.yaml', new TextEncoder().encode(start + gates), async () => null);
}

async function problems(gates: string): Promise<readonly string[]> {
  const result = await read(gates);
  return result.ok ? [] : result.findings.map(({ line, message }) => `${line} ${message}`);
}

describe('gates', () => {
  test('hold nothing where the file does not name them', async () => {
    const result = await read('');
    expect(result.ok && result.value.gates).toMatchObject({
      timeZone: 'UTC',
      windows: [],
      closed: [],
      freezes: [],
      exempt: ['fast', 'direct'],
      soak: { minDays: 0, emergencyMinDays: 0, exceptions: [] },
      limits: { submittedWorkingDays: 5, unverifiedDays: 30, verificationDays: 7 },
    });
  });

  test('have times as minutes, days as they stand there, and their place', async () => {
    const result = await read(`gates:
  windows: [{days: [Mon], from: "09:30"}]
  freezes: [{from: 2026-12-18, to: 2027-01-06, reason: winter}]
`);
    expect(result.ok && result.value.gates).toMatchObject({
      windows: [{ days: ['Mon'], from: 570, to: 1440, majorRelease: null, reason: null, at: { line: 8 } }],
      freezes: [{ from: '2026-12-18', to: '2027-01-06', majorRelease: null, at: { line: 9 } }],
    });
  });

  test('with mistakes are refused with all of them at once', async () => {
    const text = `gates:
  timeZone: Europe/Atlantis
  windows: [{days: [Mon], majorRelease: umd-9}]
  freezes:
    - {from: 2026-02-30, to: 2026-03-01, reason: no such day}
    - {from: 2026-03-02, to: 2026-03-01, reason: backwards}
  soak: {exceptions: [{majorRelease: umd-8, minDays: 1}]}
`;
    expect(await problems(text)).toEqual([
      '8 there is no time zone Europe/Atlantis',
      '11 there is no day 2026-02-30',
      '12 the freeze ends on 2026-03-01, before it begins',
      '9 there is no major release umd-9',
      '13 there is no major release umd-8',
    ]);
    expect(await problems('gates: {windows: [{days: [Mon], from: "9:00"}]}\n')).toEqual([
      expect.stringContaining('must be a time such as "09:00", in quotes'),
    ]);
  });
});
