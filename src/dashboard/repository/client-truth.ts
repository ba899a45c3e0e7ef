import type { Observation } from '../../domain/observation.ts';
import type { ReadingRow } from '../../report/views/client-truth.ts';
import { h, type Piece } from '../element.ts';
import { mark, type Shape, type Tone } from '../marks.ts';
import { cell, column, moment, part, rowHead, table } from '../pieces.ts';

const words = {
  'the-same': ['tick', 'ok', 'the same'],
  older: ['late', 'wait', 'older'],
  newer: ['turn', 'wait', 'newer'],
  ended: ['Failed', 'stop', 'over'],
  wrong: ['Failed', 'stop', 'wrong'],
  unreachable: ['bar', 'stop', 'unreachable'],
} as const satisfies Record<ReadingRow['verdict'], readonly [Shape, Tone, string]>;

/** What real clients read, which is what counts in the end. */
export function clientTruth(found: Observation<readonly ReadingRow[]>, present: number | null): Piece {
  if (found.kind === 'unknown')
    return part(
      'truth',
      'Client truth: unknown',
      h('p', {}, `What clients are given here is not known: ${found.reason}.`),
    );
  const same = found.value.filter(({ verdict }) => verdict === 'the-same').length;
  return part(
    'truth',
    `Client truth: ${same} of ${found.value.length} read generation ${present ?? 'none'}`,
    table({
      class: 'brief',
      head: ['Client', 'Verdict', 'Reads', 'Says', 'At'].map((title) => column(title)),
      rows: found.value.map(row),
    }),
  );
}

function row({ client, at, generation, sentence, verdict }: ReadingRow): Piece {
  const [shape, tone, word] = words[verdict];
  return h(
    'tr',
    verdict === 'the-same' ? {} : { class: 'open-row' },
    rowHead(h('span', { class: 'nowrap' }, client)),
    cell(h('span', { class: 'state' }, mark(shape, tone), ` ${word}`), { class: 'key' }),
    cell(h('span', { class: 'nowrap' }, generation === null ? 'unknown' : `generation ${generation}`)),
    cell(sentence, { class: 'say' }),
    cell(moment(at)),
  );
}
