import { myRole, queryWords, statesInOrder } from '../../report/views/board-query.ts';
import type { BoardView } from '../../report/views/board-view.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';

/** The filter: a form that asks for the board by its address, without a script. */
export function filter({ query, choices }: BoardView, { root, asOf }: Chrome): Piece {
  const asked = queryWords(query);
  return h(
    'details',
    { class: 'filters' },
    h('summary', {}, asked.length === 0 ? 'Filter: all releases' : `Filter: ${asked.join(', ')}`),
    h(
      'form',
      { class: 'filter', action: `${root}/`, method: 'get', role: 'search', 'aria-label': 'Filter releases' },
      asOf === null ? null : h('input', { type: 'hidden', name: 'at', value: asOf.commit }),
      choice('Major release', { name: 'major', values: choices.majors, chosen: query.major }),
      choice('Provider', { name: 'provider', values: choices.providers, chosen: query.provider }),
      choice('State', {
        name: 'state',
        values: ['under-way', ...statesInOrder, 'Failed'],
        chosen: query.state,
      }),
      choice('Waits for', {
        name: 'waits',
        values: query.roles.length === 0 ? choices.waits : [myRole, ...choices.waits],
        chosen: query.waits,
      }),
      h(
        'label',
        {},
        'Product',
        h('input', { type: 'search', name: 'product', value: query.product ?? '', size: 14 }),
      ),
      h('button', {}, 'Show'),
    ),
  );
}

const inWords: Readonly<Record<string, string>> = { 'under-way': 'under way', [myRole]: 'my role' };

interface Choice {
  readonly name: string;
  readonly values: readonly string[];
  readonly chosen: string | null;
}

function choice(title: string, { name, values, chosen }: Choice): Piece {
  // What was asked for stands in the list even where nothing has it.
  const all = chosen === null || values.includes(chosen) ? values : [...values, chosen];
  return h(
    'label',
    {},
    title,
    h(
      'select',
      { name },
      h('option', { value: '' }, name === 'waits' ? 'anybody' : 'all'),
      ...all.map((value) =>
        h('option', value === chosen ? { value, selected: true } : { value }, inWords[value] ?? value),
      ),
    ),
  );
}
