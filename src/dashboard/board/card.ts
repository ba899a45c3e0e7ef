import { releaseTitle } from '../../domain/release.ts';
import type { CardView } from '../../report/views/card-view.ts';
import type { StayView } from '../../report/views/stay-view.ts';
import { isLate } from '../../report/views/stops.ts';
import { releaseAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';
import { mark, waitingMark } from '../marks.ts';
import { joined } from '../pieces.ts';

/** One release, as an entry of a list; the whole of it leads to the page of the release. */
export function card(view: CardView, chrome: Chrome, inSlot: boolean): Piece {
  const failed = view.state === 'Failed';
  const kinds = ['card', ...(failed ? ['failed'] : []), ...(inSlot ? ['in-slot'] : [])];
  return h(
    'li',
    { class: kinds.join(' '), id: elementId(view), 'data-live': '' },
    flags(view),
    h(
      'h4',
      {},
      h(
        'a',
        { href: releaseAddress(chrome, view.release) },
        view.product,
        ' ',
        h('span', { class: 'ver' }, view.version),
      ),
    ),
    view.platforms.length === 0
      ? null
      : h('p', { class: 'plat' }, ...joined(view.platforms.map((key) => h('span', {}, key)))),
    h(
      'p',
      { class: 'verdict' },
      isLate(view) && !failed ? mark('late', 'stop') : waitingMark(view.waiting),
      h('span', {}, failed ? [h('b', { class: 'state' }, 'Failed.'), ' '] : null, view.sentence),
    ),
    view.stay === null ? null : age(view.stay),
  );
}

/** The same in one line, for the fold of a stop. */
export function row(view: CardView, chrome: Chrome): Piece {
  return h(
    'li',
    { id: elementId(view), 'data-live': '' },
    isLate(view) ? mark('late', 'stop') : waitingMark(view.waiting),
    cardLink(view, chrome),
    h('span', { class: 'when' }, view.stay?.age ?? ''),
  );
}

/** The link to a release in a line of its own, with what colour tells in words. */
export function cardLink(view: CardView, chrome: Chrome): Piece {
  return h(
    'a',
    { href: releaseAddress(chrome, view.release), title: view.sentence },
    view.product,
    ' ',
    h('span', { class: 'ver' }, view.version),
    isLate(view) ? h('span', { class: 'sr' }, ', late') : null,
    view.emergency ? [' ', h('span', { class: 'flag' }, 'Emergency')] : null,
  );
}

/** The id that a release has on the board. */
export function elementId({ release }: Pick<CardView, 'release'>): string {
  return `r-${release}`;
}

/** A link to a release by its title. */
export function releaseLink(release: CardView['release'], chrome: Chrome): Piece {
  return h('a', { href: releaseAddress(chrome, release) }, releaseTitle(release));
}

function flags({ emergency, security }: CardView): Piece | null {
  if (!emergency && !security) return null;
  return h(
    'p',
    { class: 'flags' },
    emergency ? h('span', { class: 'flag' }, mark('fast', 'stop'), ' Emergency') : null,
    security ? h('span', { class: 'kind' }, mark('shield', 'calm'), ' security') : null,
  );
}

function age({ age: text, limit }: StayView): Piece {
  if (limit === null) return h('p', { class: 'age' }, h('b', {}, text));
  const { over } = limit;
  return h(
    'p',
    { class: over === null ? 'age' : 'age late' },
    bar(limit.share),
    h('b', {}, text),
    over === null ? ` of ${limit.text}` : `, ${over} past its limit of ${limit.text}`,
  );
}

function bar(share: number): Piece {
  return h(
    'svg',
    { class: 'run', viewBox: '0 0 100 3', preserveAspectRatio: 'none', 'aria-hidden': 'true' },
    h('rect', { class: 'bed', width: 100, height: 3 }),
    h('rect', { class: 'way', width: Math.max(1, Math.round(share * 100)), height: 3 }),
  );
}
