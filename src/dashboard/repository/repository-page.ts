import { counted } from '../../report/names.ts';
import { sizeOf } from '../../report/sizes.ts';
import type { MemberRow, RepositoryView } from '../../report/views/repository-view.ts';
import { releaseAddress, repositoriesAddress, repositoryAddress } from '../addresses.ts';
import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';
import { renderPage } from '../page.ts';
import {
  cell,
  column,
  facts,
  hash,
  moment,
  numberCell,
  outside,
  part,
  rowHead,
  snippet,
  table,
} from '../pieces.ts';
import { visible } from '../visible-text.ts';
import { clientTruth } from './client-truth.ts';
import { drift } from './drift.ts';
import { generations } from './generations.ts';
import { saysMore, stateWord } from './repository-state.ts';

/** The page of one repository. */
export function renderRepository(view: RepositoryView, chrome: Chrome): string {
  const shown = visible(view);
  const { repository, generation, members } = shown;
  const present = generation?.number ?? null;
  return renderPage(
    {
      title: repository.title,
      description: 'What is served, from which commit, and what real clients read there.',
      current: 'repositories',
      seen: shown.seen,
      content: [
        head(shown, chrome),
        factsOf(shown, chrome),
        h(
          'div',
          { class: 'cols' },
          h(
            'div',
            {},
            clientTruth(shown.clientTruth, present),
            memberList(members, chrome),
            generations(shown.generations, { chrome, present, kept: shown.kept }),
          ),
          h('div', {}, drift(shown, chrome), ...use(shown), others(shown, chrome)),
        ),
      ],
    },
    chrome,
  );
}

function head({ repository, state, members }: RepositoryView, chrome: Chrome): Piece {
  const packages = members.reduce((sum, each) => sum + each.packages, 0);
  const holds = `${counted(packages, 'package')} of ${counted(members.length, 'release')}.`;
  return h(
    'div',
    { class: 'head', id: 'repository-head', 'data-live': '' },
    h(
      'p',
      { class: 'crumb' },
      h('a', { href: repositoriesAddress(chrome) }, 'Repositories'),
      ` / ${repository.majorRelease}`,
    ),
    h('h1', {}, repository.title),
    h('p', { class: 'lede' }, stateWord(state), saysMore(state) ? `: ${state.sentence}. ` : '. ', holds),
  );
}

function factsOf({ generation, url, members }: RepositoryView, chrome: Chrome): Piece {
  const known = members.flatMap(({ bytes }) => (bytes === null ? [] : [bytes]));
  const bytes = known.length === members.length ? known.reduce((sum, each) => sum + each, 0) : null;
  return facts([
    [
      'Generation',
      generation === null ? 'none yet' : [h('b', {}, generation.number), ', dated ', moment(generation.date)],
    ],
    generation === null ? null : ['Commit', hash(generation.commit, chrome.links.commit(generation.commit))],
    generation === null ? null : ['Plan', hash(generation.plan, null)],
    ['Size of packages', bytes === null ? 'size not known' : sizeOf(bytes)],
    generation === null ? null : ['Size of metadata', sizeOf(generation.indexBytes)],
    generation?.validUntil ? ['Valid until', moment(generation.validUntil)] : null,
    ['Address', url === null ? 'not known' : outside(url)],
  ]);
}

function memberList(members: readonly MemberRow[], chrome: Chrome): Piece {
  if (members.length === 0) return part('members', 'No release is here');
  return part(
    'members',
    `${counted(members.length, 'release')}, in order of entry`,
    table({
      class: 'brief',
      head: [column('Release'), column('Since'), column('Packages', 'num'), column('Size', 'num')],
      rows: members.map((each) =>
        h(
          'tr',
          {},
          rowHead(h('a', { href: releaseAddress(chrome, each.release) }, each.title)),
          cell(each.since === null ? '' : moment(each.since)),
          numberCell(each.packages, 'package'),
          cell(each.bytes === null ? 'not known' : sizeOf(each.bytes), { class: 'num' }),
        ),
      ),
    }),
  );
}

function use({ clientFile, repository }: RepositoryView): readonly Child[] {
  if (clientFile === null) return [];
  const title = repository.format === 'yum' ? 'dnf' : 'apt';
  return [part('use', 'Use it', snippet(`${title}, ${repository.platform}`, clientFile))];
}

function others({ others: all, repository }: RepositoryView, chrome: Chrome): Piece | null {
  if (all.length === 0) return null;
  return part(
    'others',
    `Other repositories of ${repository.majorRelease}`,
    table({
      head: [column('Repository'), column('State')],
      rows: all.map(({ repository: key, title, state }) =>
        h('tr', {}, rowHead(h('a', { href: repositoryAddress(chrome, key) }, title)), cell(stateWord(state))),
      ),
    }),
  );
}
