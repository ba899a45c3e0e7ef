import { everything } from '../report/views/board-query.ts';
import { boardAddress } from './addresses.ts';
import type { Chrome } from './chrome.ts';
import { h } from './element.ts';
import { renderPage } from './page.ts';
import { visible } from './visible-text.ts';

/** What is said instead of a page: that there is none, that nothing was observed yet, or that it could not be made. */
export interface Notice {
  readonly title: string;
  /** What is so, since when, and what to do; one paragraph each. */
  readonly sentences: readonly string[];
  /** By which an administrator finds what happened in the log; null where nothing went wrong. */
  readonly id: string | null;
}

/** A notice as a whole page. */
export function renderNotice(notice: Notice, chrome: Chrome): string {
  const { title, sentences, id } = visible(notice);
  return renderPage(
    {
      title,
      description: title,
      current: null,
      seen: null,
      content: [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, title),
          ...sentences.map((each) => h('p', { class: 'lede' }, each)),
        ),
        id === null
          ? null
          : h('p', {}, 'Tell an administrator the id ', h('span', { class: 'hash' }, id), '.'),
        h('p', {}, h('a', { href: boardAddress(chrome, everything) }, 'To the board')),
      ],
    },
    chrome,
  );
}
