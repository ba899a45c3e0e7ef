import { audienceTitle, type ClientView } from '../domain/client-view.ts';
import { changesIn, firstOf, remarksOn } from './client-changes.ts';
import { installableInShort, installableRemarks } from './installability-as-text.ts';
import type { Section } from './markdown-page.ts';
import { escaped, tableRow } from './markdown-text.ts';
import { counted } from './names.ts';
import { sizeOf } from './sizes.ts';

const mostPackages = 200;
const mostRemarks = 50;

/** What clients will see as a table of numbers. */
export function clientNumbers(views: readonly ClientView[]): Section {
  const titles = [
    'repositories',
    'upgraded',
    'new',
    'downgraded',
    'removed',
    'unchanged',
    'to download',
    'installable',
  ];
  const rows = views.map((view) => {
    const title = escaped(audienceTitle(view));
    if (view.kind === 'cannot-tell')
      return tableRow([title, `cannot tell: ${escaped(view.reason)}`, '', '', '', '', '', '']);
    const lists = [view.upgraded, view.added, view.downgraded, view.removed];
    const numbers = [...lists.map((list) => list.length), view.unchanged].map(String);
    return tableRow([title, ...numbers, sizeOf(view.bytes), escaped(installableInShort(view))]);
  });
  return {
    title: 'What clients will see',
    head: [tableRow(titles), tableRow(titles.map(() => '---'))],
    rows,
    noun: ['view of clients', 'views of clients'],
  };
}

/** The packages of each audience behind a line that opens them; each is one row, so that none is cut in two. */
export function clientPackages(views: readonly ClientView[]): Section {
  const rows = views.flatMap((view) => {
    if (view.kind === 'cannot-tell') return [];
    const changes = changesIn(view);
    const all = [
      ...firstOf(installableRemarks(view.installability), mostRemarks),
      ...firstOf(remarksOn(view), mostRemarks),
    ];
    const remarks = all.map((each) => `- ${escaped(each)}`);
    if (changes.length + remarks.length === 0) return [];
    const lines = changes.map(({ kind, package: name, from, to }) =>
      tableRow([kind, escaped(name), escaped(from), escaped(to)]),
    );
    const summary = `${escaped(audienceTitle(view))}: ${counted(changes.length, 'package')}`;
    const table = [tableRow(['', 'package', 'from', 'to']), tableRow(['---', '---', '---', '---'])];
    const shown = lines.slice(0, mostPackages);
    const more = lines.length - shown.length;
    return [
      [
        `<details><summary>${summary}</summary>`,
        '',
        ...(remarks.length === 0 ? [] : [...remarks, '']),
        ...(shown.length === 0 ? [] : [...table, ...shown, '']),
        ...(more > 0 ? [`… and ${more} more`, ''] : []),
        '</details>',
      ].join('\n'),
    ];
  });
  return { title: 'Packages', head: [], rows, noun: ['list of packages', 'lists of packages'] };
}
