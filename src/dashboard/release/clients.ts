import type { ClientView } from '../../domain/client-view.ts';
import type { Observation } from '../../domain/observation.ts';
import { changesIn, changesInShort, remarksOn, type TellableChange } from '../../report/client-changes.ts';
import { installableInShort, installableRemarks } from '../../report/installability-as-text.ts';
import { h, type Piece } from '../element.ts';
import { mark, type Shape, type Tone } from '../marks.ts';
import { cell, column, part, rowHead, table } from '../pieces.ts';

const marks = {
  upgraded: ['up', 'ok'],
  new: ['plus', 'go'],
  downgraded: ['down', 'stop'],
  removed: ['minus', 'stop'],
} as const satisfies Record<TellableChange['kind'], readonly [Shape, Tone]>;

const mostPackages = 200;

/** What clients of production would see if the release went there now. */
export function promotion(found: Observation<readonly ClientView[]>): Piece {
  const title = 'If it went to production now, clients would see';
  if (found.kind === 'unknown') return part('seen-by-clients', title, h('p', {}, `Unknown: ${found.reason}`));
  if (found.value.length === 0)
    return part('seen-by-clients', title, h('p', {}, 'Nothing: no packages yet.'));
  return part('seen-by-clients', title, ...found.value.map(platform));
}

function platform(view: ClientView): Piece {
  const says = [changesInShort(view), installableInShort(view)].filter(Boolean).join('; ');
  if (view.kind === 'cannot-tell') return h('p', {}, h('strong', {}, view.platform), `: ${says}`);
  const changes = changesIn(view);
  const left = changes.length - mostPackages;
  return h(
    'div',
    {},
    table({
      class: 'brief diff',
      caption: [h('strong', {}, view.platform), `: ${says}`],
      head: ['Package', 'Clients see', 'Now', 'After'].map((title) => column(title)),
      rows: changes.slice(0, mostPackages).map(change),
    }),
    ...[
      ...(left > 0 ? [`… and ${left} more`] : []),
      ...installableRemarks(view.installability),
      ...remarksOn(view),
    ].map((each) => h('p', { class: 'quiet' }, each)),
  );
}

function change({ kind, package: name, from, to }: TellableChange): Piece {
  const [shape, tone] = marks[kind];
  return h(
    'tr',
    {},
    rowHead(name),
    cell(h('span', { class: 'state' }, mark(shape, tone), ` ${kind}`), { class: 'key' }),
    cell(from, { class: 'hash' }),
    to === '' ? cell('') : cell(to, { class: 'hash', 'data-label': '→' }),
  );
}
