import { describe, expect, test } from 'vitest';
import { asMailAddress } from '../../../src/domain/mail.ts';
import { shippedMatrix } from '../../../src/domain/notification.ts';
import { emptyRecord } from '../../../src/domain/record.ts';
import type { StateName } from '../../../src/domain/release.ts';
import { type LetterFacts, lettersAbout, lettersOf } from '../../../src/plan/notifications/letters-of.ts';
import { notificationOf } from '../../../src/plan/notifications/notification-of.ts';
import { aDesiredRelease } from '../../builders/release.ts';
import { accepted, factsOf, type Situation } from './facts.ts';

const lists = {
  verification: 'qc@example.org',
  stagedRollout: 'sr@example.org',
  releaseManager: 'production@example.org',
  administrators: 'sw-rel-admin',
};

/** A release in production, of which so many stays were told. */
function inProduction(told: number | null, situation: Situation = {}, hasTickets = false): LetterFacts {
  const { release, recorded, policy, reports } = factsOf('Production', {
    rolledOut: true,
    ...situation,
    notifications: { lists, ...situation.notifications },
  });
  return {
    releases: [{ ...aDesiredRelease({}, ['Unverified'], 1), release, reports }],
    policy,
    record: { ...emptyRecord, releases: new Map([[release.id, recorded]]) },
    told: told === null ? new Map() : new Map([[release.id, told]]),
    hasTickets,
  };
}

const statesOf = (facts: LetterFacts) => [
  ...new Set(lettersOf(facts).letters.map(({ news }) => `${news.visit} ${news.state}`)),
];

describe('Letters', () => {
  test('are written about every stay since the last that was told, and about none before it.', () => {
    const states = ['0 Submitted', '1 Unverified', '2 InVerification', '3 StageRollout', '4 Production'];
    expect(statesOf(inProduction(null))).toEqual(states);
    expect(statesOf(inProduction(3))).toEqual(states.slice(3));
    expect(statesOf(inProduction(5))).toEqual([]);
    expect([...lettersOf(inProduction(3)).told.values()]).toEqual([5]);
    expect(lettersOf(inProduction(5)).told.size).toBe(0);
  });

  test('go to those alone whom the matrix names and who have an address.', () => {
    const { letters } = lettersOf(inProduction(4));
    expect(letters.map(({ to, as, because }) => [to, as, because])).toEqual([
      ['production@example.org', 'to', ['the release manager']],
      ['repo@emi.example.org', 'to', ['contact of the provider EMI']],
      ['leader@example.org', 'cc', ['watches everything']],
    ]);
  });

  test('carry the reason or the outcome of their stay.', () => {
    const { letters } = lettersOf(inProduction(4, { workflow: { outcome: 'Success' } }));
    expect(letters[0]?.news).toMatchObject({ state: 'Production', text: 'Success', majorTitle: 'UMD 5' });
  });

  test('are one for each address, whoever is behind it.', () => {
    const watchers = ['production@Example.ORG', 'repo@emi.example.org'];
    const { letters } = lettersOf(inProduction(4, { notifications: { lists, watchers } }));
    expect(letters.map(({ to, as, because }) => [to, as, because])).toEqual([
      ['production@example.org', 'to', ['the release manager', 'watches everything']],
      ['repo@emi.example.org', 'to', ['contact of the provider EMI', 'watches everything']],
    ]);
  });

  test('are not written where the Cc of the ticket tells the same, unless policy wants both; the stays count as told.', () => {
    const quiet = lettersOf(inProduction(3, {}, true));
    expect(quiet.letters).toEqual([]);
    expect([...quiet.told.values()]).toEqual([5]);
    const both = inProduction(3, { notifications: { lists, by: 'both' } }, true);
    expect(lettersOf(both).letters).toEqual(lettersOf(inProduction(3)).letters);
  });

  test('wait for a release whose file cannot be read: whom it concerns stands there.', () => {
    expect(lettersOf({ ...inProduction(3), releases: [] })).toEqual({ letters: [], told: new Map() });
  });

  test.each(Object.keys(shippedMatrix) as StateName[])(
    'about %s go to all whom the matrix names, as it names them.',
    (state) => {
      const facts = factsOf(state, {
        ...{ rolledOut: true, reports: [accepted('lip')], reason: 'because' },
        notifications: { lists: { ...lists, administrators: 'admin@example.org' } },
      });
      const named = notificationOf(facts).recipients.flatMap(({ name, as }) =>
        asMailAddress(name) === undefined ? [] : [[name, as]],
      );
      const letters = lettersAbout(facts, facts.recorded.visits.length - 1);
      expect(letters.map(({ to, as }) => [to, as])).toEqual(named);
      expect(named).toContainEqual(['admin@example.org', 'cc']);
    },
  );
});

describe('A stay that is over', () => {
  test('is told as it stands in the record: a failure with what it said, in the state that followed as in that one.', () => {
    const failed = factsOf('Failed', { reason: 'it went wrong', notifications: { lists } });
    const visits = [
      ...failed.recorded.visits,
      { ...failed.recorded.visits[0], state: 'Unverified' as const },
    ];
    const recorded = {
      ...failed.recorded,
      observed: { state: 'Unverified' } as const,
      visits: visits as unknown as typeof failed.recorded.visits,
    };
    const letters = lettersAbout({ ...failed, recorded }, visits.length - 2);
    expect(letters.map(({ to }) => to)).toEqual(['qc@example.org', 'leader@example.org']);
    expect(letters[0]?.news).toMatchObject({ state: 'Failed', text: 'it went wrong' });
  });
});
