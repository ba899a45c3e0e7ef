import type { BlobId } from '../../ports/release-history.ts';
import { gitFailed } from './git-failure.ts';

/** A file that a commit changed. */
export interface RawChange {
  readonly path: string;
  readonly mode: string;
  /** Null where the file was deleted. */
  readonly blob: BlobId | null;
}

/** A commit as it was printed: the fields that were asked for, and what it changed. */
export interface RawCommit {
  readonly fields: readonly string[];
  readonly changes: readonly RawChange[];
}

const rawEntry = /^\n?:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [AMDT]$/;

/** Which commits are printed: those along first parent, or also those of merged branches. */
type Line = 'first-parent' | 'all-parents';

/** Arguments that print commits, parents first, each with these fields and what it changed against its first parent. */
export function rawLogArgs(fields: readonly string[], line: Line = 'first-parent'): readonly string[] {
  return [
    'log',
    line === 'first-parent' ? '--first-parent' : '--topo-order',
    '--diff-merges=first-parent',
    '--raw',
    '-z',
    '--no-abbrev',
    '--no-renames',
    '--no-show-signature',
    '-O/dev/null',
    '--reverse',
    `--format=${fields.join('%x00')}`,
    '--end-of-options',
  ];
}

/** Reads what these arguments print: fields and paths, each ended by a zero byte. */
export function parseRawLog(output: string, fieldsOfCommit: number): readonly RawCommit[] {
  const parts = output.split('\0');
  const commits: RawCommit[] = [];
  let at = 0;
  while (at + fieldsOfCommit - 1 < parts.length) {
    const fields = parts.slice(at, at + fieldsOfCommit);
    const changes: RawChange[] = [];
    at += fieldsOfCommit;
    while (/^\n?:/.test(parts[at] ?? '')) {
      changes.push(changeOf(parts[at], parts[at + 1]));
      at += 2;
    }
    commits.push({ fields, changes });
  }
  return commits;
}

/** Reads what `diff-tree -r -z --raw --no-abbrev` prints of two trees. */
export function parseRawDiff(output: string): readonly RawChange[] {
  const parts = output.split('\0');
  return Array.from({ length: Math.floor(parts.length / 2) }, (_, at) =>
    changeOf(parts[2 * at], parts[2 * at + 1]),
  );
}

function changeOf(entry: string | undefined, path: string | undefined): RawChange {
  const [, mode, blob] = rawEntry.exec(entry ?? '') ?? [];
  if (mode === undefined || blob === undefined || path === undefined)
    throw gitFailed('a line of git log is not understood', { stderr: entry ?? '' });
  return { path, mode, blob: /^0+$/.test(blob) ? null : (blob as BlobId) };
}
