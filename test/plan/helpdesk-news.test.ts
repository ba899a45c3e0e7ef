import { describe, expect, test } from 'vitest';
import { noReports } from '../../src/domain/early-adopter.ts';
import { type Instant, plusSeconds } from '../../src/domain/instant.ts';
import type { ReleaseRecord, Visit } from '../../src/domain/record.ts';
import type { StateName } from '../../src/domain/release.ts';
import { releaseFileOf } from '../../src/domain/release.ts';
import { helpdeskNews } from '../../src/plan/helpdesk-news.ts';
import { passedState } from '../../src/plan/notifications/letters-of.ts';
import { helpdeskArticles } from '../../src/report/helpdesk-articles.ts';
import { aPolicy } from '../builders/policy.ts';
import { aRelease } from '../builders/release.ts';

const day = 86_400;
// A Monday.
const monday = '2026-11-02T09:00:00Z' as Instant;
const release = aRelease();

/** A release that was in these states, an hour in each. */
function recorded(
  states: readonly StateName[],
  reasons: Partial<Record<StateName, string>> = {},
): ReleaseRecord {
  const visits = states.map((state, at): Visit => {
    return {
      state,
      entered: plusSeconds(monday, at * 3600),
      commit: 'c'.repeat(40) as Visit['commit'],
      reason: reasons[state] ?? null,
    };
  }) as unknown as ReleaseRecord['visits'];
  return { release: release.id, observed: passedState(visits.at(-1) ?? visits[0]), visits };
}

function newsAt(record: ReleaseRecord, days: number, closeAt: 'outcome' | 'injection' = 'outcome') {
  const policy = { ...aPolicy(), helpdesk: { closeAt } };
  return helpdeskNews(
    { release, reports: noReports, recorded: record, policy },
    plusSeconds(monday, days * day),
  );
}

const way = ['Submitted', 'Unverified', 'InVerification'] as const;

describe('what a provider hears in the helpdesk', () => {
  test('is every state of which the matrix tells the provider, with its reason.', () => {
    const record = recorded([...way, 'WaitingForResponse', 'Rejected'], {
      WaitingForResponse: 'No notes',
      Rejected: 'No answer',
    });
    expect(newsAt(record, 1)).toMatchObject([
      { kind: 'stay', state: 'Submitted', closes: false },
      { kind: 'stay', state: 'WaitingForResponse', text: 'No notes', closes: false },
      { kind: 'stay', state: 'Rejected', text: 'No answer', closes: true },
    ]);
  });

  test.each(['Rejected', 'Ignored', 'NotPublished', 'Production'] as const)(
    'ends with %s, also where the matrix does not tell the provider of it.',
    (state) => {
      const policy = aPolicy();
      const row = {
        ...policy.notifications.matrix[state],
        provider: { tell: 'nothing', when: 'always', reason: false } as const,
      };
      const matrix = { ...policy.notifications.matrix, [state]: row };
      const facts = {
        release,
        reports: noReports,
        recorded: recorded([...way, state]),
        policy: { ...policy, notifications: { ...policy.notifications, matrix } },
      };
      expect(helpdeskNews(facts, plusSeconds(monday, day)).at(-1)).toMatchObject({ state, closes: true });
    },
  );

  test('closes the ticket as soon as the release was fetched, where policy says so.', () => {
    const news = newsAt(recorded([...way]), 1, 'injection');
    expect(news).toMatchObject([
      { state: 'Submitted', closes: false },
      { state: 'Unverified', closes: true },
    ]);
    expect(newsAt(recorded([...way]), 1).filter((each) => each.kind === 'stay' && each.closes)).toEqual([]);
  });

  test('is no past: what happened long ago is not told.', () => {
    expect(newsAt(recorded([...way, 'Production']), 29)).not.toEqual([]);
    expect(newsAt(recorded([...way, 'Production']), 31)).toEqual([]);
  });

  test('is a reminder after five working days and one after ten, for as long as the release waits.', () => {
    const waits = recorded([...way, 'WaitingForResponse']);
    const remindersAt = (days: number) =>
      newsAt(waits, days).flatMap((each) => (each.kind === 'reminder' ? [each.days] : []));
    // Entered on a Monday at noon: a week later are five working days, and the weekend between counts for none.
    expect([6, 7, 8, 13, 14, 15].map(remindersAt)).toEqual([[], [], [5], [5], [5], [5, 10]]);
    expect(newsAt(recorded([...way, 'WaitingForResponse', 'InVerification']), 15)).toMatchObject([
      { state: 'Submitted' },
      { state: 'WaitingForResponse' },
    ]);
  });
});

describe('articles', () => {
  test('say the state, why, what it means, and where the release is.', () => {
    const news = newsAt(recorded([...way, 'Rejected'], { Rejected: 'It does not start.' }), 1);
    const [, last] = helpdeskArticles(release, news, ['https://board.test/x']);
    expect(last?.text).toBe(
      [
        'voms 4.2.0 is Rejected since 2026-11-02 12:00 UTC: It does not start.',
        '',
        'Nothing of it is published, and this is final. Other content comes as a new version or submission.',
        '',
        `Release file: ${releaseFileOf(release.id)}`,
        'See also: https://board.test/x',
      ].join('\n'),
    );
  });

  test('have keys that stay the same, and one for each visit and reminder.', () => {
    const record = recorded([
      'Submitted',
      'Unverified',
      'InVerification',
      'WaitingForResponse',
      'InVerification',
      'WaitingForResponse',
    ]);
    const keys = helpdeskArticles(release, newsAt(record, 16), []).map(({ key }) => key);
    expect(keys).toEqual([...new Set(keys)]);
    expect(keys).toHaveLength(5);
    expect(
      helpdeskArticles(release, newsAt(record, 17), ['https://elsewhere.test']).map(({ key }) => key),
    ).toEqual(keys);
  });
});
