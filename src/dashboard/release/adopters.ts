import { counted } from '../../report/names.ts';
import type { AdopterRow } from '../../report/views/adopters-view.ts';
import { type Child, h, type Piece } from '../element.ts';
import { mark, type Shape, type Tone } from '../marks.ts';
import { cell, column, outside, part, rowHead, table } from '../pieces.ts';

const resultMarks = {
  Success: ['tick', 'ok'],
  Warning: ['late', 'wait'],
  Reject: ['Rejected', 'stop'],
} as const satisfies Record<NonNullable<AdopterRow['result']>, readonly [Shape, Tone]>;

/** How the teams stand that a release concerns. */
export function adopters(rows: readonly AdopterRow[]): Piece {
  const reported = rows.filter(({ result }) => result !== null).length;
  const accepted = rows.filter(({ state }) => state === 'accepted').length;
  const title =
    accepted === 0
      ? 'Early adopters: none has accepted'
      : `Early adopters: ${reported} of ${counted(accepted, 'report')}`;
  return part(
    'adopters',
    title,
    table({
      class: 'brief',
      head: ['Team', 'Result', 'NGI', 'Answer', 'Says'].map((each) => column(each)),
      rows: rows.map(row),
    }),
  );
}

function row(adopter: AdopterRow): Piece {
  const { team, site, ngi, state, day, comments, link, waived, result } = adopter;
  const waits = state === 'accepted' && result === null && waived === null;
  const says: readonly Child[] = [
    ...(comments === null ? [] : [comments]),
    ...(waived === null ? [] : [` Not waited for: ${waived}.`]),
    ...(link === null ? [] : [' ', outside(link, 'report')]),
  ];
  return h(
    'tr',
    waits ? { class: 'open-row' } : {},
    rowHead(team, site === null ? null : h('span', { class: 'quiet ver' }, ` ${site}`)),
    cell(verdict(adopter, waits), { class: 'key' }),
    cell(ngi ?? 'unknown'),
    cell(day === null ? state : `${state} ${day}`),
    says.length === 0 ? cell('') : cell(says, { class: 'say' }),
  );
}

function verdict({ result, state }: AdopterRow, waits: boolean): Child {
  if (result !== null) {
    const [shape, tone] = resultMarks[result];
    return h('span', { class: 'state' }, mark(shape, tone), ` ${result}`);
  }
  if (state === 'mistake')
    return h('span', { class: 'state' }, mark('late', 'stop'), ' a mistake in its file');
  return waits ? h('span', { class: 'state' }, mark('person', 'wait'), ' not yet') : 'none due';
}
