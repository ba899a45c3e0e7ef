import { counted } from '../../report/names.ts';
import type { RepositoriesView } from '../../report/views/repositories-view.ts';
import type { RepositoryRow } from '../../report/views/repository-view.ts';
import { repositoryAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { h, type Piece } from '../element.ts';
import { renderPage } from '../page.ts';
import { cell, column, numberCell, part, rowHead, table } from '../pieces.ts';
import { visible } from '../visible-text.ts';
import { saysMore, stateWord } from './repository-state.ts';

/** The page that lists every shared repository. */
export function renderRepositories(view: RepositoriesView, chrome: Chrome): string {
  const shown = visible(view);
  const all = shown.majors.flatMap(({ rows }) => rows);
  const odd = all.filter(({ state }) => state.kind !== 'as-asked').length;
  return renderPage(
    {
      title: counted(all.length, 'repository', 'repositories'),
      description: 'Every published repository, its generation, and whether it is as git asks.',
      current: 'repositories',
      seen: shown.seen,
      content: [
        h(
          'div',
          { class: 'head' },
          h('h1', {}, counted(all.length, 'repository', 'repositories')),
          h('p', { class: 'lede' }, odd === 0 ? 'All are as git asks.' : `${odd} not as git asks.`),
        ),
        ...shown.majors.map(({ major, title, rows }) =>
          part(major, [major, h('span', { class: 'quiet ver' }, ` ${title}`)], repositoryTable(rows, chrome)),
        ),
      ],
    },
    chrome,
  );
}

function repositoryTable(rows: readonly RepositoryRow[], chrome: Chrome): Piece {
  return table({
    class: 'brief listing',
    head: [
      column('Repository'),
      column('State'),
      column('Generation', 'num'),
      column('Releases', 'num'),
      column('Packages', 'num'),
    ],
    rows: rows.map((each) =>
      h(
        'tr',
        each.state.kind === 'drifted' ? { class: 'open-row' } : {},
        rowHead(h('a', { href: repositoryAddress(chrome, each.repository) }, each.title)),
        cell([stateWord(each.state), saysMore(each.state) ? ` ${each.state.sentence}` : null], {
          class: 'key',
        }),
        cell(each.generation ?? 'none', { class: 'num', 'data-label': 'generation' }),
        numberCell(each.members, 'release'),
        numberCell(each.packages, 'package'),
      ),
    ),
  });
}
