import type { Verdict } from '../../domain/verdict.ts';
import type { GateRow, GatesView } from '../../report/views/gates-view.ts';
import { type Child, h, type Piece } from '../element.ts';
import { mark, type Shape, type Tone } from '../marks.ts';
import { cell, column, moment, part, rowHead, table } from '../pieces.ts';

const words = {
  pass: ['tick', 'ok', 'clear'],
  'wait-until': ['clock', 'wait', 'waits'],
  'wait-for': ['person', 'wait', 'waits'],
  'needs-approval': ['person', 'wait', 'needs approval'],
  blocked: ['bar', 'stop', 'stopped'],
  'cannot-tell': ['late', 'stop', 'cannot tell'],
} as const satisfies Record<Verdict['kind'], readonly [Shape, Tone, string]>;

/** What every gate says of the next move, when it opens and who can clear it. */
export function gates({ to, isAsked, rows }: GatesView): Piece {
  const against = rows.filter(({ kind }) => kind !== 'pass').length;
  const [before, clear] = [to === null ? 'What holds it' : `Before ${to}`, rows.length - against];
  const counts = [
    ...(against > 0 ? [`${against} against it`] : []),
    ...(clear > 0 ? [`${clear} clear`] : []),
  ].join(', ');
  return part(
    'gates',
    `${before}: ${counts}`,
    isAsked ? null : h('p', { class: 'quiet' }, 'Nobody has asked for it yet; if somebody did now:'),
    table({
      class: 'brief',
      head: ['Gate', 'Verdict', 'Says', 'Due', 'Who can clear it'].map((title) => column(title)),
      rows: rows.map(row),
    }),
  );
}

function row({ gate, kind, sentence, hint, due, clearedBy }: GateRow): Piece {
  const [shape, tone, word] = words[kind];
  const says: Child = hint === '' ? sentence : [sentence, h('span', { class: 'quiet' }, `; ${hint}`)];
  return h(
    'tr',
    kind === 'pass' ? {} : { class: 'open-row' },
    rowHead(gate),
    cell(h('span', { class: 'state' }, mark(shape, tone), ` ${word}`), { class: 'key' }),
    cell(says, { class: 'say' }),
    due === null ? cell('') : cell(moment(due), { 'data-label': 'Due' }),
    clearedBy === '' ? cell('') : cell(clearedBy, { 'data-label': 'Cleared by' }),
  );
}
