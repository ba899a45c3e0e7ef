import { renderToString } from 'preact-render-to-string';
import { ageOf } from '../report/times.ts';
import { everything } from '../report/views/board-query.ts';
import type { Seen } from '../report/views/snapshot.ts';
import { boardAddress, metricsAddress, repositoriesAddress } from './addresses.ts';
import { assetAddress } from './assets.ts';
import type { Chrome } from './chrome.ts';
import { type Child, h, type Piece } from './element.ts';
import { mark, markSheet } from './marks.ts';
import { hash, moment } from './pieces.ts';
import { visibleText } from './visible-text.ts';

/** What differs from page to page. */
export interface PageParts {
  /** For the tab of the browser; it begins with the answer. */
  readonly title: string;
  readonly description: string;
  /** The page among those of the navigation; null for none of them. */
  readonly current: 'board' | 'repositories' | 'metrics' | 'account' | null;
  /** Null where nothing was observed yet. */
  readonly seen: Seen | null;
  readonly content: readonly Child[];
}

/** A whole page as HTML. Every text in it is escaped by the renderer. */
export function renderPage(parts: PageParts, chrome: Chrome): string {
  const page = h('html', { lang: 'en' }, head(parts, chrome), body(parts, chrome));
  return `<!doctype html>\n${renderToString(page)}\n`;
}

function head({ title, description }: PageParts, chrome: Chrome): Piece {
  return h(
    'head',
    {},
    h('meta', { charset: 'utf-8' }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'description', content: description }),
    h('title', {}, `${title} · Stagepost`),
    h('link', { rel: 'icon', type: 'image/svg+xml', href: assetAddress(chrome, 'icon.svg') }),
    h('link', { rel: 'stylesheet', href: assetAddress(chrome, 'style.css') }),
    h('script', { src: assetAddress(chrome, 'page.js'), defer: true }),
  );
}

function body(parts: PageParts, chrome: Chrome): Piece {
  return h(
    'body',
    chrome.events === null ? {} : { 'data-events': chrome.events },
    markSheet(),
    h('a', { class: 'skip', href: '#main' }, 'Skip to content'),
    masthead(parts, chrome),
    lookingBack(parts, chrome),
    h(
      'main',
      { id: 'main', class: 'wrap', tabIndex: -1 },
      h('p', { id: 'live', class: 'live', role: 'status' }),
      ...parts.content,
    ),
    footer(parts, chrome),
  );
}

function masthead({ current, seen }: PageParts, chrome: Chrome): Piece {
  const entry = (name: PageParts['current'], title: string, href: string) =>
    h('li', {}, h('a', name === current ? { href, 'aria-current': 'page' } : { href }, title));
  const board = boardAddress({ root: chrome.root, asOf: null }, everything);
  return h(
    'header',
    { class: 'mast' },
    h(
      'div',
      { class: 'wrap' },
      h('a', { class: 'name', href: board }, 'Stagepost'),
      h(
        'nav',
        { 'aria-label': 'Pages' },
        h(
          'ul',
          {},
          entry('board', 'Board', board),
          entry('repositories', 'Repositories', repositoriesAddress(chrome)),
          entry('metrics', 'Metrics', metricsAddress(chrome)),
          chrome.api === null ? null : h('li', {}, h('a', { href: chrome.api }, 'API')),
        ),
      ),
      seen === null || chrome.asOf !== null ? null : seenLine(seen, chrome),
      accountLink(current, chrome),
    ),
  );
}

function lookingBack({ seen }: PageParts, { asOf, links }: Chrome): Piece | null {
  if (asOf === null || seen === null) return null;
  return h(
    'aside',
    { class: 'asof', 'aria-label': 'A look back' },
    h(
      'p',
      { class: 'wrap' },
      mark('turn', 'wait'),
      h('strong', {}, ' As of ', moment(seen.at)),
      ', while main stood at ',
      hash(asOf.commit, links.commit(asOf.commit)),
      '. This page looks back and does not change. ',
      h('a', { href: asOf.now }, 'Show this page as it is now'),
    ),
  );
}

function accountLink(current: PageParts['current'], { account }: Chrome): Piece | null {
  if (account === null) return null;
  const { title, address: href } = account;
  const here = current === 'account' ? { 'aria-current': 'page' } : {};
  return h('p', { class: 'who' }, h('a', { href, ...here }, mark('person', 'calm'), ' ', visibleText(title)));
}

function seenLine({ at, commit, says, isWell }: Seen, { now, links }: Chrome): Piece {
  return h(
    'p',
    { class: 'seen', id: 'seen', 'data-live': '' },
    isWell ? mark('tick', 'ok') : mark('turn', 'wait'),
    h('span', { class: 'more' }, ` ${sentence(says)} `),
    ' Observed ',
    h('time', { dateTime: at }, `${at.slice(11, 16)} UTC`),
    h('span', { class: 'more' }, `, ${ageOf(at, now)} ago, at `, hash(commit, links.commit(commit))),
  );
}

function footer({ seen }: PageParts, { json, version }: Chrome): Piece {
  return h(
    'footer',
    { class: 'foot' },
    h(
      'div',
      { class: 'wrap' },
      seen === null
        ? null
        : h(
            'p',
            {},
            'Made from main ',
            hash(seen.commit, null),
            seen.record === null ? null : [' and record ', hash(seen.record, null)],
          ),
      h('p', {}, 'Times are UTC'),
      json === null ? null : h('p', {}, h('a', { href: json }, 'This page as JSON')),
      h('p', {}, `Stagepost ${version}`),
    ),
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
