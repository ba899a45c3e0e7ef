import { describe, expect, test } from 'vitest';
import { type NotifiedGroup, notifiedGroups, shippedMatrix } from '../../../src/domain/notification.ts';
import type { StateName } from '../../../src/domain/release.ts';
import { notificationOf } from '../../../src/plan/notifications/notification-of.ts';
import { pageAt, rowsOf } from '../../docs/pages.ts';
import { accepted, factsOf, type Situation } from './facts.ts';

const [, whoIsTold = ''] = pageAt('docs/requirements.md').text.split('\n## Who is told\n');
const [, ...rows] = rowsOf(whoIsTold.split('\n## ')[0] ?? '');

/** The columns of the page, and by whom each is recognised in the facts of these tests. */
const columns: readonly (readonly [group: NotifiedGroup, known: readonly string[]])[] = [
  ['verification', ['sw-rel-qc']],
  ['stagedRollout', ['sw-rel-sr']],
  ['earlyAdopters', ['early-adopters-emi', 'all@lip.example.org']],
  ['releaseManager', ['sw-rel-production']],
  ['provider', ['repo@emi.example.org']],
  ['watchers', ['leader@example.org']],
  ['administrators', ['sw-rel-admin']],
];

/** Every way in which the page lets a cell depend on what happened before. */
const situations: readonly (Situation & { readonly tookPart: boolean; readonly isFault: boolean })[] = [
  false,
  true,
].flatMap((rolledOut) =>
  [false, true].flatMap((tookPart) =>
    [false, true].map((isFault) => ({
      rolledOut,
      tookPart,
      isFault,
      reports: tookPart ? [accepted('lip')] : [],
      failed: isFault ? ('checksum-mismatch' as const) : ('file-system' as const),
    })),
  ),
);

/** What the words of a cell ask for in a situation. */
function asks(cell: string, { rolledOut, tookPart, isFault }: (typeof situations)[number]): boolean {
  const [mark = '', condition = ''] = cell.replace(/^(\S+?),? /, '$1|').split('|');
  if (mark === '–') return false;
  switch (condition) {
    case '':
    case '(receipt)':
    case '(the stacks concerned)':
      return true;
    case 'if it came from StageRollout':
    case 'in or after StageRollout':
      return rolledOut === true;
    case 'if they took part':
      return tookPart;
    case "if the provider's data is at fault":
      return isFault;
    default:
      throw new Error(`this test does not know the condition ${condition}`);
  }
}

const cells = rows.flatMap(([state = '', _reconciler, ...row]) =>
  columns.map(([group, known], index) => ({
    state: state as StateName,
    group,
    known,
    cell: row[index]?.replaceAll('\\', '') ?? '',
  })),
);

describe('The matrix of the page', () => {
  test('has a row for every state and a column for every group.', () => {
    expect(rows.map(([state]) => state).sort()).toEqual(Object.keys(shippedMatrix).sort());
    expect(columns.map(([group]) => group)).toEqual(notifiedGroups);
    expect(cells).toHaveLength(77);
    for (const { cell } of cells) expect(cell).toMatch(/^(–$|C)/);
  });

  test.each(cells)('In $state it says of $group "$cell", and so it is.', ({ state, group, known, cell }) => {
    for (const situation of situations) {
      const { recipients } = notificationOf(factsOf(state, situation));
      const told = recipients.filter(({ name }) => known.includes(name));
      expect(told.length > 0, JSON.stringify(situation)).toBe(asks(cell, situation));
      const row = shippedMatrix[state][group];
      for (const each of told) expect(each).toMatchObject({ as: row.tell, reason: cell.startsWith('C*') });
    }
  });
});

test('Those whose turn it is, and those for whom it is, are addressed; everybody else gets a copy.', () => {
  const addressed = (state: StateName) =>
    notificationOf(
      factsOf(state, { rolledOut: true, failed: 'checksum-mismatch', reports: [accepted('lip')] }),
    )
      .recipients.filter(({ as }) => as === 'to')
      .map(({ name }) => name);
  expect(Object.fromEntries(rows.map(([state]) => [state, addressed(state as StateName)]))).toEqual({
    Submitted: ['repo@emi.example.org'],
    Unverified: ['sw-rel-qc'],
    InVerification: ['sw-rel-qc'],
    WaitingForResponse: ['repo@emi.example.org'],
    StageRollout: ['sw-rel-sr', 'early-adopters-emi', 'all@lip.example.org'],
    Deferred: [],
    Rejected: ['repo@emi.example.org'],
    Ignored: ['repo@emi.example.org'],
    NotPublished: ['repo@emi.example.org'],
    Production: ['sw-rel-production', 'repo@emi.example.org'],
    Failed: ['sw-rel-qc', 'repo@emi.example.org'],
  });
});
