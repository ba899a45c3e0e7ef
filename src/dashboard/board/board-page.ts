import { counted } from '../../report/names.ts';
import { everything, queryWords } from '../../report/views/board-query.ts';
import type { BandView, BoardCounts, BoardView } from '../../report/views/board-view.ts';
import { boardAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { mark } from '../marks.ts';
import { renderPage } from '../page.ts';
import { visible } from '../visible-text.ts';
import { releaseLink } from './card.ts';
import { filter } from './filter.ts';
import { slots } from './slot.ts';
import { endings, stop } from './stop.ts';

/** The board as a whole page. */
export function renderBoard(view: BoardView, chrome: Chrome): string {
  const shown = visible(view);
  const { counts } = shown;
  const failed = counts.failed === 0 ? '' : `, ${counts.failed} failed`;
  return renderPage(
    {
      title: `${counted(counts.all, 'release')}${failed}`,
      description: 'Every release, its state, what it waits for, and until when.',
      current: 'board',
      seen: shown.seen,
      content: [
        h('div', { class: 'head', id: 'board-head', 'data-live': '' }, ...headLines(shown, chrome)),
        ...shown.failed.slice(0, mostAlarms).map((each) => alarm(each, chrome)),
        ...troubles(shown.troubles),
        counts.all === 0 ? null : filter(shown, chrome),
        ...(counts.shown === 0 && counts.all > 0 ? [] : shown.bands.map((each) => band(each, shown, chrome))),
      ],
    },
    chrome,
  );
}

const mostAlarms = 5;

function headLines({ counts, query }: BoardView, chrome: Chrome): readonly Child[] {
  if (counts.all === 0) return [h('h1', {}, 'No release yet'), h('p', { class: 'lede' }, slotText(counts))];
  const title = `${counted(counts.all, 'release')}, ${counts.underWay} under way`;
  const lines = [h('h1', {}, title), h('p', { class: 'lede' }, standing(counts))];
  if (counts.shown === counts.all) return lines;
  const all = h('a', { href: boardAddress(chrome, everything) }, `Show all ${counts.all}`);
  const asked = queryWords(query);
  const found = counts.shown === 0 ? 'None' : String(counts.shown);
  return [...lines, h('p', {}, `${found} of them for ${asked.join(', ')}. `, all)];
}

function standing(counts: BoardCounts): string {
  const { failed, late, forSomebody } = counts;
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(late > 0 ? [`${late} past ${late === 1 ? 'its limit' : 'their limits'}`] : []),
    ...(forSomebody > 0 ? [`${forSomebody} ${forSomebody === 1 ? 'waits' : 'wait'} for somebody`] : []),
  ];
  const text = parts.length === 0 ? 'None failed, and none waits for somebody' : parts.join(', ');
  return `${text}. ${slotText(counts)}`;
}

function slotText({ slots: all, freeSlots }: BoardCounts): string {
  if (all === 0) return '';
  return `${counted(all, 'slot')}, ${freeSlots === 0 ? 'none' : freeSlots} free.`;
}

function alarm(view: BoardView['failed'][number], chrome: Chrome): Piece {
  return h(
    'div',
    { class: 'alarm' },
    h(
      'p',
      {},
      h('span', { class: 'state' }, mark('Failed', 'stop'), ' Failed'),
      ' ',
      releaseLink(view.release, chrome),
      `: ${view.sentence}`,
    ),
  );
}

function troubles(sentences: readonly string[]): readonly Piece[] {
  return sentences.map((each) =>
    h(
      'div',
      { class: 'alarm held' },
      h('p', {}, h('span', { class: 'state' }, mark('late', 'wait'), ' Look at this'), ` ${each}`),
    ),
  );
}

function band(view: BandView, { query }: BoardView, chrome: Chrome): Piece {
  const { major, title, platforms, total, stops } = view;
  const parts = { band: view, query, chrome };
  // Whoever asks for a state gets that stop alone, over the whole width.
  const asked = stops.filter((each) => query.state === null || query.state === 'under-way' || each.total > 0);
  return h(
    'section',
    { class: total > 60 ? 'band many' : 'band', 'aria-labelledby': major },
    h(
      'div',
      { class: 'band-head' },
      h('h2', { id: major }, major),
      h(
        'p',
        { class: 'quiet' },
        [title, ...(platforms.length > 0 ? [platforms.join(', ')] : []), counted(total, 'release')].join(
          ' · ',
        ),
      ),
      slots(view, chrome),
    ),
    total === 0 && query.state === null
      ? h(
          'p',
          { class: 'nothing' },
          emptyText(major, query.provider !== null || query.waits !== null || query.product !== null),
        )
      : null,
    asked.length === 0
      ? null
      : h(
          'div',
          { class: asked.length < 3 ? 'line one' : 'line' },
          ...asked.map((each) => stop(each, parts)),
        ),
    endings(parts),
  );
}

function emptyText(major: string, isFiltered: boolean): string {
  return isFiltered
    ? 'None of what was asked for.'
    : `No release yet: the first file goes to releases/${major}/; a pull request shows what it would do.`;
}
