import { everything } from '../../report/views/board-query.ts';
import type { ReleaseView } from '../../report/views/release-view.ts';
import { boardAddress, releaseAddress, repositoryAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { mark, stateMark } from '../marks.ts';
import { renderPage } from '../page.ts';
import { joined, operation, part, snippet } from '../pieces.ts';
import { visible } from '../visible-text.ts';
import { adopters } from './adopters.ts';
import { promotion } from './clients.ts';
import { gates } from './gates.ts';
import { packages } from './packages.ts';
import { releaseFacts } from './release-facts.ts';
import { timeline } from './timeline.ts';
import { way } from './way.ts';

/** The page of one release. */
export function renderRelease(view: ReleaseView, chrome: Chrome): string {
  const shown = visible(view);
  const { card } = shown;
  return renderPage(
    {
      title: `${card.product} ${card.version}: ${card.state}`,
      description: 'Where a release is, why it waits, until when, and who can take it on.',
      current: 'board',
      seen: shown.seen,
      content: [
        head(shown, chrome),
        failure(shown, chrome),
        way(shown.way),
        releaseFacts(shown, chrome),
        h(
          'div',
          { class: 'cols' },
          h('div', {}, ...parts(shown)),
          h('div', {}, ...aside(shown, chrome), timeline(shown.timeline, chrome)),
        ),
      ],
    },
    chrome,
  );
}

function head({ card, answer, next }: ReleaseView, chrome: Chrome): Piece {
  const band = boardAddress(chrome, { ...everything, major: card.major });
  return h(
    'div',
    { class: 'head', id: 'release-head', 'data-live': '' },
    h(
      'p',
      { class: 'crumb' },
      h('a', { href: boardAddress(chrome, everything) }, 'Board'),
      ' / ',
      h('a', { href: band }, card.major),
    ),
    h('h1', {}, card.product, ' ', h('span', { class: 'ver' }, card.version)),
    card.emergency
      ? h('p', { class: 'flags' }, h('span', { class: 'flag' }, mark('fast', 'stop'), ' Emergency'))
      : null,
    h('p', { class: 'lede' }, stateMark(card.state), ' ', answer, next === '' ? null : ` Next: ${next}.`),
  );
}

function failure({ failure: found, card }: ReleaseView, chrome: Chrome): Piece | null {
  if (found === null) return null;
  const { message, details, hint } = found;
  return h(
    'div',
    { class: 'alarm' },
    h(
      'div',
      {},
      h('p', {}, h('span', { class: 'state' }, mark('Failed', 'stop'), ' Failed'), ` ${message}`),
      details.length === 0
        ? null
        : h('ul', { class: 'details' }, ...details.slice(0, mostDetails).map((each) => h('li', {}, each))),
      details.length > mostDetails ? h('p', {}, `… and ${details.length - mostDetails} more`) : null,
      hint === '' ? null : h('p', {}, h('b', {}, 'What to do: '), hint),
      operation(chrome, {
        path: `/api/v1/releases/${card.release}/retry`,
        says: 'Try again now',
        to: releaseAddress(chrome, card.release),
      }),
    ),
  );
}

const mostDetails = 20;

function parts(view: ReleaseView): readonly Child[] {
  return [
    view.gates === null ? null : gates(view.gates),
    view.promotion === null ? null : promotion(view.promotion),
    view.adopters.length === 0 ? null : adopters(view.adopters),
    packages(view.packages),
  ];
}

function aside({ places, snippets }: ReleaseView, chrome: Chrome): readonly Child[] {
  const links = places.map(({ repository, title, generation }) => [
    h('a', { href: repositoryAddress(chrome, repository) }, title),
    `, generation ${generation}`,
  ]);
  return [
    places.length === 0
      ? null
      : part('places', 'Where it is', h('ul', {}, ...links.map((each) => h('li', {}, ...joined(each, ''))))),
    snippets.length === 0
      ? null
      : part('use', 'Use it', ...snippets.map((each) => snippet(each.title, each))),
  ];
}
