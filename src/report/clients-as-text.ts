import { audienceTitle, type ClientView } from '../domain/client-view.ts';
import { changesIn, changesInShort, firstOf, remarksOn, type TellableChange } from './client-changes.ts';
import { columns } from './columns.ts';
import { installableInShort, installableRemarks } from './installability-as-text.ts';

const mostPackages = 12;
const mostRemarks = 8;
const marks = { downgraded: 'v', removed: '-', upgraded: '^', new: '+' } as const satisfies Record<
  TellableChange['kind'],
  string
>;

/** What clients will see, as lines: a title with numbers for each audience, and below it packages and remarks. */
export function clientLines(views: readonly ClientView[]): readonly string[] {
  return views.flatMap((view) => {
    const installable = installableInShort(view);
    const title = `${audienceTitle(view)}: ${changesInShort(view)}${installable === '' ? '' : `; ${installable}`}`;
    if (view.kind === 'cannot-tell') return [title];
    const below = [
      ...packageLines(changesIn(view)),
      ...firstOf(installableRemarks(view.installability), mostRemarks),
      ...firstOf(remarksOn(view), mostRemarks),
    ];
    return [title, ...below.map((line) => `  ${line}`)];
  });
}

function packageLines(changes: readonly TellableChange[]): readonly string[] {
  if (changes.length === 0) return [];
  const rows = changes.map(({ kind, package: name, from, to }) => [
    `${marks[kind]} ${name}`,
    [from, to].filter(Boolean).join(' -> '),
  ]);
  const shown = columns(rows.slice(0, mostPackages)).split('\n');
  return firstOf([...shown, ...rows.slice(mostPackages).map(() => '')], mostPackages);
}
