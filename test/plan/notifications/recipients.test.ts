import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shippedMatrix } from '../../../src/domain/notification.ts';
import type { StateName } from '../../../src/domain/release.ts';
import { notificationOf } from '../../../src/plan/notifications/notification-of.ts';
import { aPolicy, aTeam } from '../../builders/policy.ts';
import { aReport } from '../../builders/release.ts';
import { accepted, factsOf, reachable, type Situation } from './facts.ts';

function told(state: StateName, situation: Situation = {}) {
  const { recipients } = notificationOf(factsOf(state, situation));
  return recipients.map(({ as, kind, name }) => `${as} ${kind} ${name}`);
}

function because(name: string, state: StateName, situation: Situation = {}) {
  const { recipients } = notificationOf(factsOf(state, situation));
  return recipients.find((each) => each.name === name)?.because;
}

describe('Early adopters', () => {
  test('are the lists of the stacks that the release names, under the names that policy gives.', () => {
    const content = { stacks: ['emi', 'glite'] };
    expect(told('StageRollout', { content })).toEqual(
      expect.arrayContaining(['to list early-adopters-emi', 'to list early-adopters-glite']),
    );
    const stackLists = new Map([['glite', 'glite@lists.example.org']]);
    expect(told('StageRollout', { content, notifications: { stackLists } })).toEqual([
      'to list sw-rel-sr',
      'to list early-adopters-emi',
      'to list glite@lists.example.org',
      'cc person leader@example.org',
      'cc list sw-rel-admin',
    ]);
  });

  test('are those of every stack when the release names none.', () => {
    const stackLists = new Map([['arc', 'arc@lists.example.org']]);
    const all = told('StageRollout', { content: { stacks: [] }, notifications: { stackLists } });
    expect(all.filter((line) => line.startsWith('to list') && !line.includes('sw-rel'))).toEqual([
      'to list arc@lists.example.org',
      'to list early-adopters-emi',
    ]);
  });

  test('are told as a team when it was invited or has accepted, and not when it declined.', () => {
    const reports = [accepted('lip'), aReport('ifca', { state: 'invited' })];
    expect(because('all@lip.example.org', 'StageRollout', { reports })).toEqual(['lip accepted the release']);
    expect(because('all@ifca.example.org', 'StageRollout', { reports })).toEqual(['ifca was invited']);
    const declined = [aReport('lip', { state: 'declined' })];
    expect(told('StageRollout', { reports: declined }).join()).not.toContain('lip');
  });

  test('who took part hear of a rejection, and nobody else of the stack does.', () => {
    const reports = [accepted('lip'), aReport('ifca', { state: 'invited' })];
    const lines = told('Rejected', { reports }).filter((line) => /early|lip|ifca/.test(line));
    expect(lines).toEqual(['cc list all@lip.example.org', 'cc person head@lip.example.org']);
  });

  test('of a team that is not registered any more are told by nothing of it.', () => {
    const facts = factsOf('Production', { reports: [accepted('lip')] });
    const policy = { ...facts.policy, earlyAdopters: new Map() };
    const { recipients } = notificationOf({ ...facts, policy });
    expect(recipients.map(({ name }) => name).join()).not.toContain('lip');
  });
});

describe('Watchers', () => {
  test('are persons, and lists are lists.', () => {
    const kinds = notificationOf(factsOf('Production', { reports: [accepted('lip')] })).recipients;
    expect(kinds.filter(({ kind }) => kind === 'person').map(({ name }) => name)).toEqual([
      'repo@emi.example.org',
      'leader@example.org',
      'head@lip.example.org',
    ]);
  });

  test.each(['Deferred', 'NotPublished', 'Production', 'Failed'] as const)(
    'become those who accepted a release, and hear that it is %s.',
    (state) => {
      expect(because('head@lip.example.org', state, { reports: [accepted('lip')] })).toEqual([
        'contact of lip, which accepted the release',
      ]);
      expect(because('head@lip.example.org', state)).toBeUndefined();
    },
  );
});

describe('A recipient', () => {
  test('that is reached on several grounds stands once, addressed if one of them addresses it, with all grounds.', () => {
    const lists = {
      verification: 'sw-rel',
      stagedRollout: 'sw-rel',
      releaseManager: 'sw-rel',
      administrators: 'sw-rel',
    };
    const { recipients } = notificationOf(factsOf('Failed', { rolledOut: true, notifications: { lists } }));
    expect(recipients.filter(({ name }) => name === 'sw-rel')).toEqual([
      {
        kind: 'list',
        name: 'sw-rel',
        as: 'to',
        reason: true,
        because: ['the verification team', 'the staged-rollout managers', 'administrators'],
      },
    ]);
  });

  test('is missed where the matrix names a group behind which there is nobody.', () => {
    const facts = factsOf('Production', { content: { stacks: [] } });
    const policy = { ...aPolicy(), earlyAdopters: new Map([['lip', aTeam('lip', { stacks: [] })]]) };
    expect(notificationOf({ ...facts, policy }).unreached).toEqual([
      { group: 'earlyAdopters', sentence: 'no early adopter has a list' },
      { group: 'provider', sentence: 'the provider EMI has no contacts' },
      { group: 'watchers', sentence: 'there are no watchers' },
    ]);
    const without = { ...facts.policy, providers: new Map() };
    expect(notificationOf({ ...facts, policy: without }).unreached).toContainEqual({
      group: 'provider',
      sentence: 'stagepost.yaml has no provider emi',
    });
  });
});

describe('What a message has to say', () => {
  test.each([
    ['Rejected', { reason: 'does not start' }, 'does not start', true],
    ['WaitingForResponse', { reason: 'which key?' }, 'which key?', true],
    ['WaitingForResponse', {}, null, true],
    ['WaitingForResponse', { workflow: { reason: 'added later' } }, 'added later', true],
    ['Unverified', { workflow: { reason: 'of an earlier step' } }, null, false],
    ['Failed', {}, 'it went wrong', true],
    ['Production', { workflow: { outcome: 'Success' }, reason: 'of an earlier step' }, 'Success', false],
    ['StageRollout', { reason: 'of an earlier step' }, null, false],
    ['StageRollout', { promoted: true, reason: 'crashes' }, 'crashes', false],
    [
      'Production',
      { workflow: { outcome: 'Warning' }, reason: 'slow with many VOs' },
      'Warning: slow with many VOs',
      false,
    ],
    ['Unverified', {}, null, false],
  ] as const)('of %s with %j is %j, and whether it must: %s.', (state, situation, text, textRequired) => {
    expect(notificationOf(factsOf(state, situation))).toMatchObject({ text, textRequired });
  });

  test('of packages that were withdrawn is the reason for that.', () => {
    const facts = factsOf('Production', { reason: 'end of life', workflow: { outcome: 'Success' } });
    const withdrawn = { since: '2026-11-22', reason: 'end of life' };
    const recorded = { ...facts.recorded, observed: { state: 'Production', withdrawn } } as const;
    expect(notificationOf({ ...facts, recorded }).text).toBe('end of life');
  });
});

const states = Object.keys(shippedMatrix) as StateName[];
const answers = fc.constantFrom('invited', 'accepted', 'declined');
const situations: fc.Arbitrary<Situation> = fc.record({
  rolledOut: fc.boolean(),
  failed: fc.constantFrom('checksum-mismatch', 'provider-unreachable'),
  reports: fc
    .tuple(answers, answers)
    .map(([lip, ifca]) => [aReport('ifca', { state: ifca }), aReport('lip', { state: lip })]),
});

test('Whatever happened, recipients are made from nothing, each once, with its grounds, and administrators are among them.', () => {
  const everybody = JSON.stringify([...reachable().earlyAdopters, ...reachable().providers]);
  fc.assert(
    fc.property(fc.constantFrom(...states), situations, (state, situation) => {
      const { recipients } = notificationOf(factsOf(state, situation));
      expect(notificationOf(factsOf(state, situation)).recipients).toEqual(recipients);
      expect(new Set(recipients.map(({ kind, name }) => `${kind} ${name}`)).size).toBe(recipients.length);
      expect(recipients.map(({ as }) => as)).toEqual(
        recipients
          .map(({ as }) => as)
          .toSorted()
          .reverse(),
      );
      for (const { because: grounds } of recipients) expect(grounds.length).toBeGreaterThan(0);
      expect(recipients.map(({ name }) => name)).toContain('sw-rel-admin');
      const persons = recipients.filter(({ kind }) => kind === 'person').map(({ name }) => name);
      for (const name of persons) expect(`${everybody} leader@example.org`).toContain(name);
    }),
  );
});
