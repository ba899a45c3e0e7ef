import { describe, expect, test } from 'vitest';
import { plusSeconds } from '../../../src/domain/instant.ts';
import type { ObservedState } from '../../../src/domain/lifecycle.ts';
import type { Policy } from '../../../src/domain/policy.ts';
import type { ReleaseRecord } from '../../../src/domain/record.ts';
import type { StateName } from '../../../src/domain/release.ts';
import { namedPeople, ticketOwner, ticketWatchers } from '../../../src/plan/notifications/ticket-people.ts';
import { aCommit, aRelease, aReport, noon } from '../../builders/release.ts';
import { factsOf, reachable } from './facts.ts';

const owners = { verification: 'quentin', stagedRollout: 'rosa@rt.test' };
const policy: Policy = { ...reachable(), tickets: { owners } };

/** A release that went through these states, one a minute. */
function through(states: readonly StateName[], more: object = {}): ReleaseRecord {
  const visits = states.map((state, at) => {
    return { state, entered: plusSeconds(noon, at * 60), commit: aCommit(state), reason: null };
  });
  const observed = { state: states.at(-1), ...more } as ObservedState;
  return { release: aRelease().id, observed, visits: visits as unknown as ReleaseRecord['visits'] };
}

describe('who owns a ticket', () => {
  const quentin = { kind: 'user', name: 'quentin' };
  const rosa = { kind: 'address', name: 'rosa@rt.test' };

  test.each<[readonly StateName[], object, unknown]>([
    [['Submitted'], {}, null],
    [['Submitted', 'Unverified'], {}, { person: quentin, since: plusSeconds(noon, 60) }],
    [
      ['Submitted', 'Unverified', 'InVerification', 'WaitingForResponse', 'InVerification'],
      {},
      { person: quentin, since: plusSeconds(noon, 60) },
    ],
    [['Submitted', 'Failed'], { from: 'Submitted' }, { person: quentin, since: plusSeconds(noon, 60) }],
    [
      ['InVerification', 'Deferred', 'StageRollout', 'Failed'],
      { from: 'StageRollout' },
      { person: rosa, since: plusSeconds(noon, 60) },
    ],
    [['StageRollout', 'Production'], {}, null],
    [['StageRollout', 'Production', 'Deferred'], {}, { person: rosa, since: plusSeconds(noon, 120) }],
    [['Unverified', 'Rejected'], {}, null],
  ])('is the person of the phase, from its beginning on: %j %j', (states, more, owner) => {
    expect(ticketOwner(through(states, more), policy)).toEqual(owner);
  });

  test('is nobody in a phase for which policy names none', () => {
    const nobody = { ...policy, tickets: { owners: { verification: null, stagedRollout: null } } };
    expect(ticketOwner(through(['Unverified']), nobody)?.person).toBeNull();
  });
});

describe('who is told of a ticket', () => {
  test('are those of the state, with administrators and watchers behind them', () => {
    const facts = factsOf('StageRollout', { reports: [aReport('lip', { state: 'accepted' })] });
    const { cc, adminCc } = ticketWatchers(facts);
    expect(cc[0]).toEqual({ kind: 'group', name: 'sw-rel-sr' });
    expect(cc).toContainEqual({ kind: 'address', name: 'all@lip.example.org' });
    expect(cc).toContainEqual({ kind: 'group', name: 'early-adopters-emi' });
    expect(adminCc).toContainEqual({ kind: 'address', name: 'leader@example.org' });
    expect(adminCc).toContainEqual({ kind: 'address', name: 'head@lip.example.org' });
    expect(adminCc).toContainEqual({ kind: 'group', name: 'sw-rel-admin' });
  });

  test('are made from nothing for each state, so that nobody stays by accident (R97)', () => {
    expect(ticketWatchers(factsOf('Unverified')).cc).toEqual([{ kind: 'group', name: 'sw-rel-qc' }]);
    expect(ticketWatchers(factsOf('WaitingForResponse')).cc).toEqual([
      { kind: 'address', name: 'repo@emi.example.org' },
    ]);
  });

  test('by a plain address, also where a contact is written with a name; what is none is left out', () => {
    const facts = factsOf('WaitingForResponse');
    const emi = facts.policy.providers.get('emi');
    if (emi === undefined) throw new Error('there is a provider');
    const contacts = ['Emi <repo@emi.example.org>', 'x@y, z@y', 'a b@c', '"a@b"@c\r\nBcc: d'];
    const providers = new Map([['emi', { ...emi, contacts }]]);
    expect(ticketWatchers({ ...facts, policy: { ...facts.policy, providers } }).cc).toEqual([
      { kind: 'address', name: 'repo@emi.example.org' },
    ]);
  });

  test('and whoever is named for every release can be looked up before', () => {
    expect(namedPeople(policy)).toEqual([
      ...['sw-rel-qc', 'sw-rel-sr', 'sw-rel-production', 'sw-rel-admin'].map((name) => {
        return { kind: 'group', name };
      }),
      { kind: 'user', name: 'quentin' },
      { kind: 'address', name: 'rosa@rt.test' },
    ]);
  });
});
