import type { CommitSha } from '../../domain/desired-state.ts';
import { instantOfMs } from '../../domain/instant.ts';
import type { BlobId, CommitFacts, HistoryCommit } from '../../ports/release-history.ts';
import { gitFailed } from './git-failure.ts';
import { operand } from './object-name.ts';
import { type GitPlace, gitLine, gitOutput } from './run-git.ts';

type Change = HistoryCommit['changed'][number];
type Unplaced = Omit<HistoryCommit, 'position'>;

const submodule = '160000';
const rawEntry = /^\n?:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [AMDT]$/;
const logArgs = [
  'log',
  '--first-parent',
  '--diff-merges=first-parent',
  '--raw',
  '-z',
  '--no-abbrev',
  '--no-renames',
  '--no-show-signature',
  '-O/dev/null',
  '--reverse',
  '--format=%H%x00%an%x00%ct%x00%s',
  '--end-of-options',
];

/** How many commits a line has up to this one, along first parent. */
async function positionOf(place: GitPlace, commit: CommitSha): Promise<number> {
  const args = ['rev-list', '--first-parent', '--count', '--end-of-options', operand(commit)];
  return Number(await gitLine(place, args, { doing: `count the commits up to ${commit}` }));
}

/** One commit by itself. */
export async function readCommit(place: GitPlace, commit: CommitSha): Promise<CommitFacts> {
  const args = [
    'log',
    '--max-count=1',
    '--no-show-signature',
    '--format=%an%x00%ct%x00%s',
    '--end-of-options',
  ];
  const line = await gitLine(place, [...args, operand(commit)], { doing: `read commit ${commit}` });
  const [author = '', seconds = '', subject = ''] = line.split('\0');
  const position = await positionOf(place, commit);
  return { commit, position, author, subject, committedAt: instantOfMs(Number(seconds) * 1000) };
}

/** The commits of a line after `since` up to `until`, oldest first, with the files below `releases/` they changed. */
export async function readCommits(
  place: GitPlace,
  since: CommitSha | null,
  until: CommitSha,
): Promise<readonly HistoryCommit[]> {
  const range = since === null ? operand(until) : `${operand(since)}..${operand(until)}`;
  const output = await gitOutput(place, [...logArgs, range], { doing: `read the commits up to ${until}` });
  const commits = parseLog(output.toString());
  const first = (await positionOf(place, until)) - commits.length + 1;
  return commits.map((commit, index) => ({ ...commit, position: first + index }));
}

/** Reads the answer of `log --raw -z` in the format above: fields and paths, each ended by a zero byte. */
export function parseLog(output: string): readonly Unplaced[] {
  const fields = output.split('\0');
  const commits: Unplaced[] = [];
  let at = 0;
  while (at + 3 < fields.length) {
    const [commit, author, seconds, subject] = fields.slice(at, at + 4);
    const changed: Change[] = [];
    at += 4;
    while (/^\n?:/.test(fields[at] ?? '')) {
      changed.push(changeOf(fields[at], fields[at + 1]));
      at += 2;
    }
    commits.push({
      commit: operand(commit ?? '') as CommitSha,
      author: author ?? '',
      subject: subject ?? '',
      committedAt: instantOfMs(Number(seconds) * 1000),
      changed: changed.filter((change) => change.path.startsWith('releases/')),
    });
  }
  return commits;
}

function changeOf(entry: string | undefined, path: string | undefined): Change {
  const [, mode, blob] = rawEntry.exec(entry ?? '') ?? [];
  if (mode === undefined || blob === undefined || path === undefined) {
    throw gitFailed('a line of git log is not understood', { stderr: entry ?? '' });
  }
  // A submodule has no blob here: for whoever reads files, there is none at this path.
  const gone = /^0+$/.test(blob) || mode === submodule;
  return { path, blob: gone ? null : (blob as BlobId) };
}
