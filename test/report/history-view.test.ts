import { expect, test } from 'vitest';
import type { WrittenRelease } from '../../src/domain/main-history.ts';
import { historyAsText } from '../../src/report/history-as-text.ts';
import { type HistoryFacts, historyView } from '../../src/report/history-view.ts';
import { answered, commitOf, moment, visits, voms, written } from '../metrics/facts.ts';

const now = moment('11-22 12:00');

function historyOf(parts: Partial<HistoryFacts>): HistoryFacts {
  return { release: voms, record: null, commits: new Map(), written: [], reports: [], ...parts };
}

/** What a commit left that is no readable file. */
function spoiled(position: number, present: boolean): WrittenRelease {
  return { ...written(voms, { position }, {}), workflow: null, content: null, present };
}

test('A release that no run has seen yet has edits and no visits.', () => {
  const view = historyView(historyOf({ written: [written(voms, { position: 3 }, {})] }), now);
  expect(view).toMatchObject({ state: null, visits: [], seconds: 0, failure: null });
  expect(historyAsText(view)).toContain('umd-5/voms-4.2.0 is in main, and no run has seen it yet.');
});

test('An edit tells each field that it changed, and one that changed none says so.', () => {
  const before = { desiredState: 'InVerification', reason: null } as const;
  const { edits } = historyView(
    historyOf({
      written: [
        written(voms, { position: 5 }, { ...before, desiredState: 'Rejected', reason: 'does not start' }),
        written(voms, { position: 3 }, before),
        written(voms, { position: 4 }, before),
      ],
    }),
    now,
  );
  expect(edits.map(({ by }) => by.position)).toEqual([3, 4, 5]);
  expect(edits.slice(1).map(({ changes }) => changes)).toEqual([
    [],
    [
      { field: 'desiredState', from: 'InVerification', to: 'Rejected' },
      { field: 'reason', from: null, to: 'does not start' },
    ],
  ]);
});

test('A file that was spoiled, removed and written again is told as that.', () => {
  const sound = (position: number) => written(voms, { position }, { desiredState: 'Unverified' });
  const view = historyView(
    historyOf({ written: [sound(1), spoiled(2, true), spoiled(3, false), sound(4)] }),
    now,
  );
  const files = view.edits.flatMap(({ changes }) => changes.filter(({ field }) => field === 'file'));
  expect(files).toEqual([
    { field: 'file', from: null, to: 'cannot be read' },
    { field: 'file', from: 'cannot be read', to: 'removed' },
    { field: 'file', from: 'removed', to: null },
  ]);
});

test('The answers of teams stand among the edits, each held against the one before of the same team.', () => {
  const first = answered(voms, 'lip', { written: '11-02', position: 1 });
  const second = answered(voms, 'lip', { written: '11-03', position: 3, result: 'Success' });
  const other = answered(voms, 'cesga', { written: '11-02', position: 2, state: 'declined' });
  const { edits } = historyView(historyOf({ reports: [second, other, first] }), now);
  expect(edits.map(({ team, changes }) => [team, changes.map(({ field, to }) => [field, to])])).toEqual([
    ['lip', [['state', 'accepted']]],
    ['cesga', [['state', 'declined']]],
    ['lip', [['result', 'Success']]],
  ]);
});

test('Words of other people reach no terminal as they are.', () => {
  const [visit] = visits('11-20 09:00 Submitted');
  if (visit === undefined) throw new Error('there is a visit');
  const by = {
    author: 'A\u001b[31m',
    subject: 'a\u0007b',
    position: 1,
    committedAt: now,
    commit: visit.commit,
  };
  const record = {
    release: voms,
    observed: { state: 'Submitted' },
    visits: [{ ...visit, reason: 'because\nof\u001b]0;x' }],
  } as const;
  const commits = new Map([[commitOf('11-20 09:00 Submitted'), by]]);
  const edit = written(voms, by, { reason: 'r\u001b[2J' });
  const text = historyAsText(historyView(historyOf({ record, commits, written: [edit] }), now));
  expect(text).toContain('A?[31m');
  expect([...text].filter((sign) => sign < ' ' && sign !== '\n')).toEqual([]);
});
