import { describe, expect, test } from 'vitest';
import { readPolicy } from '../../src/config/read-policy.ts';
import { notifiedGroups, shippedMatrix } from '../../src/domain/notification.ts';
import type { StateName } from '../../src/domain/release.ts';
import { someNotifications } from '../builders/policy.ts';

const start = `schemaVersion: 1
title: Example
majorReleases:
  umd-5: {title: UMD 5, platforms: {el9/x86_64: {format: yum}}}
providers:
  emi: {title: EMI, hosts: [repo.emi.example.org]}
`;

async function read(more: string) {
  return readPolicy('stagepost.yaml', new TextEncoder().encode(start + more), async () => null);
}

async function sound(more: string) {
  const result = await read(more);
  if (!result.ok) throw new Error(result.findings[0]?.message);
  return result.value.notifications;
}

async function problems(more: string): Promise<readonly string[]> {
  const result = await read(more);
  return result.ok
    ? []
    : result.findings.map(({ line, column, message, hint }) => `${line}:${column} ${message} | ${hint}`);
}

describe('The notifications of stagepost.yaml', () => {
  test('are the shipped ones where the file says nothing.', async () => {
    expect(await sound('')).toEqual(someNotifications());
  });

  test('give lists and watchers other names.', async () => {
    const text =
      'notifications: {lists: {verification: qc@example.org}, stackLists: {emi: emi-testers}, watchers: [a@example.org]}\n';
    const { lists, stackLists, watchers } = await sound(text);
    expect([lists.verification, lists.administrators]).toEqual(['qc@example.org', 'sw-rel-admin']);
    expect([[...stackLists], watchers]).toEqual([[['emi', 'emi-testers']], ['a@example.org']]);
  });

  test('puts each cell of the file in the place of the shipped one, whole.', async () => {
    for (const state of Object.keys(shippedMatrix) as StateName[])
      for (const group of notifiedGroups) {
        const tell = shippedMatrix[state][group].tell === 'nothing' ? 'cc' : 'nothing';
        const { matrix } = await sound(`notifications: {matrix: {${state}: {${group}: {tell: ${tell}}}}}\n`);
        expect(matrix).toEqual({
          ...shippedMatrix,
          [state]: { ...shippedMatrix[state], [group]: { tell, when: 'always', reason: false } },
        });
      }
  });

  test('say by what people are told, who gets one mail a day, and how many there are in an hour.', async () => {
    const text =
      'notifications: {by: both, daily: {recipients: [leader@Example.org]}, perHour: 3}\ngates: {timeZone: Europe/Amsterdam}\n';
    const { by, daily, perHour } = await sound(text);
    expect({ by, daily, perHour }).toEqual({
      ...{ by: 'both', perHour: 3 },
      daily: { hour: 7, recipients: ['leader@example.org'] },
    });
    expect(await problems('notifications: {daily: {recipients: ["a..b@example.org"]}}\n')).toEqual([
      '7:38 a..b@example.org is not a plain mail address | write the address alone, as it stands in lists, watchers or contacts',
    ]);
  });

  test('are refused with a state or a group that there is not, with a list of several, and with a watcher without address.', async () => {
    const text = `notifications:
  lists: {verification: "a, b"}
  watchers: [somebody]
  matrix: {Unpublished: {provider: {tell: to}}, Failed: {provders: {tell: to}, provider: {when: never}}}
`;
    expect(await problems(text)).toEqual([
      '8:25 verification is "a, b", it must be the name of a group, such as sw-rel-qc, or a mail address | The verification team.',
      '9:14 watchers entry 1 is "somebody", it must be a mail address, such as leader@example.org | A mail address.',
      expect.stringMatching(
        /^10:12 the name "Unpublished" .* must be one of Submitted, .*Failed \| did you mean NotPublished\?$/,
      ),
      expect.stringMatching(/^10:58 the name "provders" .* \| did you mean provider\?$/),
      expect.stringContaining('10:80 tell is missing in provider'),
      expect.stringContaining(
        '10:97 when is "never", it must be one of always, after-stage-rollout, took-part,',
      ),
    ]);
  });
});
