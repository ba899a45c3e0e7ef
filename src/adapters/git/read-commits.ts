import type { CommitSha } from '../../domain/desired-state.ts';
import { instantOfMs } from '../../domain/instant.ts';
import type { CommitFacts, FileChange, HistoryCommit } from '../../ports/release-history.ts';
import { operand } from './object-name.ts';
import { parseRawLog, type RawChange, rawLogArgs } from './raw-log.ts';
import { type GitPlace, gitLine, gitOutput } from './run-git.ts';

type Unplaced = Omit<HistoryCommit, 'position'>;

const submodule = '160000';
const logArgs = rawLogArgs(['%H', '%an', '%ct', '%s']);

/** How many commits a line has up to this one, along first parent. */
export async function positionOf(place: GitPlace, commit: CommitSha): Promise<number> {
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

function parseLog(output: string): readonly Unplaced[] {
  return parseRawLog(output, 4).map(
    ({ fields: [commit = '', author = '', seconds, subject = ''], changes }) => ({
      commit: operand(commit) as CommitSha,
      author,
      subject,
      committedAt: instantOfMs(Number(seconds) * 1000),
      changed: releaseChanges(changes),
      elsewhere: !changes.every(isRelease),
    }),
  );
}

/** The changes below `releases/`, which alone are about releases. */
export function releaseChanges(changes: readonly RawChange[]): readonly FileChange[] {
  return changes.filter(isRelease).map(changeOf);
}

function isRelease({ path }: RawChange): boolean {
  return path.startsWith('releases/');
}

// A submodule has no blob here: for whoever reads files, there is none at this path.
function changeOf({ path, mode, blob }: RawChange): FileChange {
  return { path, blob: mode === submodule ? null : blob };
}
