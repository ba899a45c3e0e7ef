import type { TimelineEntry } from '../../report/views/timeline-view.ts';
import { pastAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';
import { mark, stateMark } from '../marks.ts';
import { hash, moment, part } from '../pieces.ts';

const mostOpen = 20;

/** What happened to a release, newest first. */
export function timeline(entries: readonly TimelineEntry[], chrome: Chrome): Piece {
  const list = (some: readonly TimelineEntry[]) =>
    h('ol', { class: 'timeline' }, ...some.map((each) => entry(each, chrome)));
  const older = entries.slice(mostOpen);
  return part(
    'time',
    'What happened',
    entries.length === 0 ? h('p', {}, 'Nothing yet.') : list(entries.slice(0, mostOpen)),
    older.length === 0
      ? null
      : h('details', { class: 'fold' }, h('summary', {}, `${older.length} older`), list(older)),
  );
}

function entry(
  { at, state, title, lines, commit, pullRequest }: TimelineEntry,
  { links, root }: Chrome,
): Piece {
  const request = pullRequest === null ? null : links.pullRequest(pullRequest);
  return h(
    'li',
    {},
    state === null ? mark('person', 'calm') : stateMark(state),
    h(
      'div',
      {},
      h('h3', {}, title),
      moment(at),
      ...lines.map((line) => h('p', {}, line)),
      h(
        'p',
        { class: 'links' },
        pullRequest === null
          ? null
          : request === null
            ? h('span', {}, `Pull request #${pullRequest}`)
            : h('a', { href: request }, `Pull request #${pullRequest}`),
        commit === null ? null : hash(commit, links.commit(commit)),
        commit === null ? null : h('a', { href: pastAddress({ root }, commit) }, 'Board at this moment'),
      ),
    ),
  );
}
