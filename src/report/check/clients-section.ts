import type { CheckedClients, Listed } from '../../domain/pull-request-check.ts';
import type { Section } from '../markdown-page.ts';
import { tableRow } from '../markdown-text.ts';
import { counted } from '../names.ts';
import { sizeOf } from '../sizes.ts';
import { quiet, quietHtml } from './quiet-text.ts';

const titles = ['clients of', 'upgrade', 'new', 'downgrade', 'removed', 'to download', 'installable'];

/** What clients will see, in numbers. */
export function clientSection({ first, total }: Listed<CheckedClients>): Section {
  const rows = first
    .filter(({ already }) => !already)
    .map((view) => {
      const title = quiet(view.title);
      if (view.kind === 'cannot-tell')
        return tableRow([title, `cannot tell: ${quiet(view.reason)}`, '', '', '', '', '']);
      const numbers = [view.upgraded, view.added, view.downgraded, view.removed].map(String);
      return tableRow([title, ...numbers, sizeOf(view.bytes), quiet(view.installable)]);
    });
  return {
    title: 'What clients will see',
    head: [tableRow(titles), tableRow(titles.map(() => '---'))],
    rows,
    noun: ['view of clients', 'views of clients'],
    missing: total - first.length,
  };
}

const mostPackages = 200;

/** The packages of each platform behind a line that opens them; each is one row, so that none is cut in two. */
export function clientPackageSection({ first }: Listed<CheckedClients>): Section {
  const rows = first.flatMap((view) => {
    if (view.kind === 'cannot-tell' || view.already) return [];
    const { packages, remarks } = view;
    if (packages.total + remarks.total === 0) return [];
    const shown = packages.first.slice(0, mostPackages);
    const lines = shown.map(({ kind, package: name, from, to }) =>
      tableRow([kind, quiet(name), quiet(from), quiet(to)]),
    );
    const more = packages.total - shown.length;
    const hidden = remarks.total - remarks.first.length;
    return [
      [
        `<details><summary>${quietHtml(view.title)}: ${counted(packages.total, 'package')}</summary>`,
        '',
        ...remarks.first.map((each) => `- ${quiet(each)}`),
        ...(hidden > 0 ? [`- … and ${hidden} more`] : []),
        ...(remarks.total === 0 ? [] : ['']),
        ...(lines.length === 0
          ? []
          : [tableRow(['', 'package', 'from', 'to']), tableRow(['---', '---', '---', '---']), ...lines, '']),
        ...(more > 0 ? [`… and ${more} more`, ''] : []),
        '</details>',
      ].join('\n'),
    ];
  });
  return { title: 'Packages, one by one', head: [], rows, noun: ['list of packages', 'lists of packages'] };
}
