import { cleanText } from '../domain/failure.ts';
import type { Finding } from '../domain/finding.ts';
import { type ReleaseId, releaseIdOfFile } from '../domain/release.ts';
import type { TreeEntry } from '../ports/release-history.ts';

/** The files below `releases/` by what they are. */
export interface SortedEntries {
  readonly releases: readonly { readonly id: ReleaseId; readonly entry: TreeEntry }[];
  readonly reports: readonly {
    readonly release: ReleaseId;
    readonly team: string;
    readonly entry: TreeEntry;
  }[];
  /** Release files whose kind alone forbids reading them. */
  readonly unreadable: readonly { readonly id: ReleaseId; readonly findings: readonly Finding[] }[];
  /** What has no business below `releases/`. */
  readonly stray: readonly Finding[];
}

const plainFile = '100644';
// Words for people and the placeholder of an empty folder say nothing about releases.
const silentName = /\/(README\.md|\.gitkeep)$/;
const releaseName = /^releases\/[a-z0-9][a-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._+-]*\.yaml$/;
const reportName =
  /^releases\/([a-z0-9][a-z0-9._-]*\/[A-Za-z0-9][A-Za-z0-9._+-]*)\.reports\/([a-z0-9][a-z0-9._-]*)\.yaml$/;

/** Sorts the entries of a tree; what lies outside `releases/` is no concern of ours. */
export function sortEntries(tree: readonly TreeEntry[]): SortedEntries {
  const releases: SortedEntries['releases'][number][] = [];
  const reports: SortedEntries['reports'][number][] = [];
  const unreadable: SortedEntries['unreadable'][number][] = [];
  const stray: Finding[] = [];
  for (const entry of tree.filter(isOurs)) {
    const id = releaseName.test(entry.path) ? releaseIdOfFile(entry.path) : undefined;
    const [, release, team] = reportName.exec(entry.path) ?? [];
    if (id !== undefined && entry.mode !== plainFile) unreadable.push({ id, findings: [wrongMode(entry)] });
    else if (entry.mode !== plainFile) stray.push(wrongMode(entry));
    else if (id !== undefined) releases.push({ id, entry });
    else if (release !== undefined && team !== undefined)
      reports.push({ release: release as ReleaseId, team, entry });
    else stray.push(wrongName(entry));
  }
  return { releases, reports, unreadable, stray };
}

function isOurs({ path, mode }: TreeEntry): boolean {
  if (mode === plainFile && silentName.test(path)) return false;
  return path === 'releases' || path.startsWith('releases/');
}

/** A finding about a file as a whole. */
export function aboutFile(
  path: string,
  rule: string,
  { message, hint }: { message: string; hint: string },
): Finding {
  return { file: cleanText(path), line: 1, column: 1, rule, message, hint, excerpt: '' };
}

const kinds: Readonly<Record<string, string>> = {
  '100755': 'an executable file',
  '120000': 'a symbolic link',
  '160000': 'a submodule',
};

function wrongMode({ path, mode }: TreeEntry): Finding {
  const message = `this is ${kinds[mode] ?? `an entry of mode ${mode}`}, it must be an ordinary file`;
  const hint =
    mode === '100755'
      ? 'take the right to execute away: git update-index --chmod=-x'
      : 'replace it by a file';
  return aboutFile(path, 'file-mode', { message, hint });
}

function wrongName({ path }: TreeEntry): Finding {
  return aboutFile(path, 'stray-file', {
    message: 'this is neither a release file nor a report',
    hint: 'releases stand in releases/<major>/<product>-<version>.yaml, reports in <release>.reports/<team>.yaml',
  });
}
