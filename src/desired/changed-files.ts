import type { ChangedFile } from '../domain/pull-request-check.ts';
import type { TreeEntry } from '../ports/release-history.ts';
import { sortEntries } from './sort-entries.ts';

/** Every file that differs between two trees by its content or its mode, in order of path. */
export function changedFiles(
  before: readonly TreeEntry[],
  after: readonly TreeEntry[],
): readonly ChangedFile[] {
  const old = byPath(before);
  const now = byPath(after);
  const edited = after.filter(({ path }) => old.has(path) && !same(old.get(path), now.get(path)));
  const added = after.filter(({ path }) => !old.has(path));
  const removed = before.filter(({ path }) => !now.has(path));
  const told = (how: ChangedFile['how']) => (entry: TreeEntry) => ({
    path: entry.path,
    what: kindOf(entry),
    how,
  });
  return [...edited.map(told('edited')), ...added.map(told('added')), ...removed.map(told('removed'))].sort(
    (a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0),
  );
}

function byPath(tree: readonly TreeEntry[]): ReadonlyMap<string, TreeEntry> {
  return new Map(tree.map((entry) => [entry.path, entry]));
}

function same(a: TreeEntry | undefined, b: TreeEntry | undefined): boolean {
  return a?.blob === b?.blob && a?.mode === b?.mode;
}

// What a program would run or obey if it ran in a checkout of the change, which nobody does here.
const obeyed =
  /(^|\/)(package(-lock)?\.json|\.npmrc|\.yarnrc(\.yml)?|\.nvmrc|\.gitattributes|\.gitmodules|\.envrc|Makefile|\.husky|node_modules)($|\/)/i;

function kindOf(entry: TreeEntry): ChangedFile['what'] {
  const { path } = entry;
  if (path === 'stagepost.yaml') return 'policy';
  if (path.startsWith('keys/')) return 'key';
  if (path.startsWith('schemas/')) return 'schema';
  if (path.startsWith('.github/') || /^(docs\/)?CODEOWNERS$/.test(path)) return 'code-host';
  const { releases, reports, unreadable, stray } = sortEntries([entry]);
  if (reports.length > 0) return 'report';
  if (releases.length + unreadable.length + stray.length > 0) return 'release';
  return obeyed.test(path) ? 'program' : 'other';
}
