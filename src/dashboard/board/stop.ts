import { type BoardQuery, everything } from '../../report/views/board-query.ts';
import type { BandView } from '../../report/views/board-view.ts';
import type { StopView } from '../../report/views/stops.ts';
import { boardAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';
import { mark, stateMark } from '../marks.ts';
import { card, cardLink, elementId, row } from './card.ts';

interface StopParts {
  readonly band: BandView;
  readonly query: BoardQuery;
  readonly chrome: Chrome;
}

/** A column of a band: the state, its cards, and the rest behind a fold. */
export function stop(view: StopView, parts: StopParts): Piece {
  const { band, chrome } = parts;
  const { state, total, cards } = view;
  const id = `${band.major}-${state}`;
  const holders = new Set(band.slots.flatMap(({ holder }) => holder?.release ?? []));
  const isFree = state === 'StageRollout' && total === 0 && band.slots.some(({ holder }) => holder === null);
  return h(
    'div',
    { class: total === 0 && !isFree ? 'stop none' : 'stop', 'data-stop': id },
    h(
      'h3',
      { id },
      total === 0 ? mark(state, 'calm') : stateMark(state),
      ` ${state} `,
      h('span', { class: 'n' }, total),
    ),
    isFree ? h('p', { class: 'berth' }, 'The slot is free.') : null,
    cards.length === 0
      ? null
      : h(
          'ol',
          { class: 'cards', 'aria-labelledby': id },
          ...cards.map((each) =>
            card(each, chrome, holders.has(each.release) && each.column === 'StageRollout'),
          ),
        ),
    view.more === null ? null : fold(view, parts),
  );
}

function fold({ state, more, rows, left, total }: StopView, { band, query, chrome }: StopParts): Piece {
  const all = boardAddress(chrome, { ...query, major: band.major, state });
  return h(
    'details',
    { class: 'fold' },
    h('summary', {}, more),
    h(
      'ol',
      { class: 'rows' },
      ...rows.map((each) => row(each, chrome)),
      left === 0
        ? null
        : h('li', {}, h('span', {}), h('a', { href: all }, `all ${total} in ${state}`), h('span', {})),
    ),
  );
}

/** The line that counts what has ended without being published, and a fold that names it. */
export function endings({ band, query, chrome }: StopParts): Piece | null {
  if (band.ends.length === 0) return null;
  const rows = band.ends.flatMap(({ state, rows: ended }) => ended.map((each) => ({ state, each })));
  const left = band.ends.reduce((sum, each) => sum + each.left, 0);
  return h(
    'details',
    query.state === null ? { class: 'fold ends' } : { class: 'fold ends', open: true },
    h(
      'summary',
      {},
      h(
        'span',
        { class: 'tally' },
        'Ended without being published:',
        ...band.ends.map(({ state, total }) => h('span', {}, stateMark(state), ` ${state} ${total}`)),
      ),
    ),
    h(
      'ul',
      { class: 'rows' },
      ...rows.map(({ state, each }) =>
        h(
          'li',
          { id: elementId(each), 'data-live': '' },
          h('span', { class: 'state' }, stateMark(state), ` ${state}`),
          cardLink(each, chrome),
          h('span', { class: 'why' }, each.sentence),
          h('span', { class: 'when' }, each.stay === null ? '' : `${each.stay.age} ago`),
        ),
      ),
      left === 0
        ? null
        : h(
            'li',
            {},
            h('a', { href: boardAddress(chrome, { ...everything, major: band.major }) }, `${left} more`),
          ),
    ),
  );
}
