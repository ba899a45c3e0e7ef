import type { CommitSha } from '../../domain/desired-state.ts';
import { type Instant, msOf } from '../../domain/instant.ts';
import { gitFailed } from './git-failure.ts';
import { operand } from './object-name.ts';
import type { FileChanges } from './record-changes.ts';
import { isPlainPath } from './record-shapes.ts';
import { type GitPlace, gitLine } from './run-git.ts';

/** A commit to be made from its parent and some changed files. */
export interface NewCommit extends FileChanges {
  readonly parent: CommitSha | null;
  readonly message: string;
  readonly date: Instant;
  /** Who wrote it, and when; the committer where it is not given. */
  readonly author?: { readonly name: string; readonly mail: string; readonly date: Instant };
  /** Keeps the new objects from being collected, and is read by nobody; two that write at the same time need two. */
  readonly ref?: string;
  /** What is made, for the words of a failure. */
  readonly what?: string;
}

const identity = 'Stagepost <stagepost@localhost>';
const scratchRef = 'refs/stagepost/writing';

/** Makes a commit in the object store, with no index and no working tree, by one run of `git fast-import`. */
export async function importCommit(place: GitPlace, commit: NewCommit): Promise<CommitSha> {
  const args = ['fast-import', '--quiet', '--done', '--force', '--date-format=raw'];
  const made = await gitLine(place, args, {
    input: streamOf(commit),
    doing: `write ${commit.what ?? 'the record'}`,
  });
  return operand(made) as CommitSha;
}

/** The stream for `git fast-import`, which answers with the name of the commit. */
export function streamOf(commit: NewCommit): string {
  return [
    `commit ${commit.ref ?? scratchRef}\nmark :1\n`,
    commit.author === undefined ? '' : authorLine(commit.author),
    `committer ${identity} ${msOf(commit.date) / 1000} +0000\n`,
    data(commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`),
    commit.parent === null ? '' : `from ${operand(commit.parent)}\n`,
    ...commit.remove.map((path) => `D ${plain(path)}\n`),
    ...[...commit.put].map(([path, content]) => `M 100644 inline ${plain(path)}\n${data(content)}`),
    'get-mark :1\ndone\n',
  ].join('');
}

// A name ends at the first angle bracket, and a line at its end.
function authorLine({ name, mail, date }: NonNullable<NewCommit['author']>): string {
  const [person, address] = [name, mail].map((text) => text.replace(/[<>\p{Cc}]/gu, ' ').trim());
  return `author ${person || 'unknown'} <${address}> ${msOf(date) / 1000} +0000\n`;
}

function data(content: string): string {
  return `data ${Buffer.byteLength(content)}\n${content}\n`;
}

// A path is not counted in the stream but ends with its line, so it must be one that needs no quotes.
function plain(path: string): string {
  if (isPlainPath(path)) return path;
  throw gitFailed(`"${path}" cannot be the name of a file here`);
}
