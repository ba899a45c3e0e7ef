import type { WayStop } from '../../report/views/way-view.ts';
import { h, type Piece } from '../element.ts';
import { mark } from '../marks.ts';
import { moment } from '../pieces.ts';

/** The way of one release: where it has been, where it is, and what comes. */
export function way(stops: readonly WayStop[]): Piece {
  return h(
    'ol',
    { class: 'steps', 'aria-label': 'Way of this release' },
    ...stops.map((stop) =>
      h(
        'li',
        stop.when === 'now' ? { class: 'now', 'aria-current': 'step' } : { class: stop.when },
        h('span', { class: 'rail' }, mark(stop.state, 'calm')),
        ' ',
        h('b', {}, stop.state),
        ' ',
        h('span', {}, ...timesOf(stop)),
      ),
    ),
  );
}

function timesOf({ when, entered, lasted, earliest }: WayStop) {
  if (entered === null) return earliest === null ? [] : ['not before ', moment(earliest)];
  return when === 'now' ? ['since ', moment(entered), `, ${lasted}`] : [moment(entered), `, ${lasted}`];
}
