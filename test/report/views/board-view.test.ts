import { describe, expect, test } from 'vitest';
import { boardQuery, everything, queryText, queryWords } from '../../../src/report/views/board-query.ts';
import { boardView } from '../../../src/report/views/board-view.ts';
import { everWasPublic } from '../../../src/report/views/public-part.ts';
import { waitsForRole } from '../../../src/report/views/who-acts.ts';
import { type Tale, told, twelve } from '../../dashboard/worlds.ts';

const sample = told(twelve);
const view = boardView(sample, everything, 'member');

function cardOf(release: string) {
  const cards = view.bands.flatMap(({ stops }) => stops.flatMap((stop) => stop.cards));
  return cards.find((card) => card.release === release);
}

describe('the board', () => {
  test('counts what is under way, failed, late, and what waits for somebody', () => {
    expect(view.counts).toEqual({
      all: 12,
      shown: 12,
      underWay: 9,
      failed: 1,
      late: 1,
      forSomebody: 7,
      slots: 2,
      freeSlots: 1,
    });
  });

  test('holds the age in a state against its limit', () => {
    expect(cardOf('umd-5/srm-ifce-1.24.8')?.stay).toEqual({
      since: '2026-11-13T12:00:00Z',
      age: '9 d',
      limit: { text: '7 d', due: '2026-11-20T12:00:00Z', share: 1, over: '2 d' },
    });
    expect(cardOf('umd-5/xrootd-5.7.1')?.stay?.limit).toMatchObject({ text: '30 d', share: 0.3, over: null });
    expect(cardOf('umd-5/voms-4.2.0')?.stay?.limit).toBe(null);
  });

  test('says what the gates have against the next move, before anybody asks for it', () => {
    expect(cardOf('umd-5/voms-4.2.0')).toMatchObject({
      sentence:
        'waits for the report of lip (ifca: Success); 1 more against it; not before 2026-11-24 07:12 UTC',
      waiting: 'for-somebody',
      waitsFor: 'early adopters',
    });
  });

  test('keeps a failed release in the column of its last good state', () => {
    expect(cardOf('umd-5/dpm-1.15.3')).toMatchObject({
      state: 'Failed',
      column: 'Submitted',
      waiting: 'failed',
    });
  });

  test('shows everybody only what ever was in a public repository', () => {
    const seen = boardView(sample, everything, 'public');
    const releases = seen.bands.flatMap(({ stops, ends }) =>
      [...stops, ...ends].flatMap(({ cards }) => cards),
    );
    expect(releases.map(({ release }) => release).sort()).toEqual(['umd-5/bdii-5.2.26', 'umd-5/voms-4.2.0']);
    const text = JSON.stringify(seen);
    for (const { release, visits } of sample.record.releases.values()) {
      const product = release.replace(/^.*\/(.*)-.*$/, '$1');
      expect(text.includes(`"${product}`) || text.includes(release)).toBe(everWasPublic({ visits }));
    }
  });

  test('does not name a private release in a sentence about a public one', () => {
    const [first] = sample.plan.heldBack;
    if (first === undefined) throw new Error('somebody is held back in the sample');
    const verdict = {
      kind: 'wait-for',
      whom: 'umd-5/arc-7.0.1',
      sentence: 'waits for arc 7.0.1 (umd-5/arc-7.0.1)',
    } as const;
    const release = 'umd-5/voms-4.2.0' as typeof first.release;
    const held = { ...first, release, verdict, gates: [{ gate: 'slot', verdict }] as const };
    const told = boardView({ ...sample, plan: { ...sample.plan, heldBack: [held] } }, everything, 'public');
    expect(JSON.stringify(told)).not.toContain('arc');
    expect(JSON.stringify(told)).toContain('waits for a private release (a private release)');
  });

  test('folds what is behind the first cards, and says how many and how bad', () => {
    const tales = Array.from(
      { length: 30 },
      (_, at): Tale => ({
        product: `tool${at}`,
        steps: [[at < 10 ? 40 : 3, 'Unverified']],
      }),
    );
    const [band] = boardView(told(tales), everything, 'member').bands;
    const stop = band?.stops.find(({ state }) => state === 'Unverified');
    expect(stop).toMatchObject({ total: 30, left: 7, more: '27 more, 7 late, oldest 40 d' });
    expect([stop?.cards.length, stop?.rows.length]).toEqual([3, 20]);
  });

  test('reads what is asked for from an address, and writes it back', () => {
    const query = boardQuery({ major: 'umd-5', state: 'Deferred', waits: 'early adopters', product: '' });
    expect(query).toEqual({ ...everything, major: 'umd-5', state: 'Deferred', waits: 'early adopters' });
    expect(queryText(query)).toBe('major=umd-5&state=Deferred&waits=early+adopters');
    expect(boardQuery({ state: 'nonsense' })).toEqual(everything);
  });

  test('shows what waits for a role of whoever asks, also where another role would do', () => {
    const mine = (...roles: string[]) => {
      const query = boardQuery({ waits: 'my-role' }, roles);
      expect(queryText(query)).toBe('waits=my-role');
      expect(queryWords(query)).toEqual(['my role']);
      return boardView(sample, query, 'member').counts.shown;
    };
    const of = (waits: string) => boardView(sample, boardQuery({ waits }), 'member').counts.shown;
    expect(of('verification')).toBeGreaterThan(0);
    expect(mine('verification')).toBe(of('verification'));
    expect(mine('provider', 'verification')).toBe(of('verification') + of('provider'));
    expect(mine()).toBe(0);
    expect(mine('nobody')).toBe(0);
    for (const waits of ['verification or stage-rollout', 'stage rollout', 'administrators or stage-rollout'])
      expect([waits, waitsForRole(waits, ['stage-rollout'])]).toEqual([waits, true]);
    expect(waitsForRole('administrators', ['repository'])).toBe(true);
    expect(waitsForRole(null, ['repository'])).toBe(false);
  });
});
