import type { CommitSha } from '../../domain/desired-state.ts';
import type { BroughtCommit } from '../../ports/release-history.ts';
import { operand } from './object-name.ts';
import { parseRawLog, rawLogArgs } from './raw-log.ts';
import { positionOf, releaseChanges } from './read-commits.ts';
import { type GitPlace, gitOutput } from './run-git.ts';

interface Logged extends Omit<BroughtCommit, 'position'> {
  readonly parents: readonly string[];
}

const logArgs = rawLogArgs(['%H', '%P', '%B'], 'all-parents');

/** Every commit that came to a line after `since` up to `until`, by the commit of the line that brought it. */
export async function readBrought(
  place: GitPlace,
  since: CommitSha | null,
  until: CommitSha,
): Promise<readonly BroughtCommit[]> {
  const range = since === null ? operand(until) : `${operand(since)}..${operand(until)}`;
  const output = await gitOutput(place, [...logArgs, range], { doing: `read what came up to ${until}` });
  const logged = new Map(parseLog(output.toString()).map((each) => [each.commit as string, each]));
  const line = lineOf(until, logged);
  const last = await positionOf(place, until);
  const positions = new Map<string, number>();
  for (const [index, commit] of line.entries())
    for (const each of notYet(commit, logged, positions)) positions.set(each, last - line.length + 1 + index);
  const brought = [...logged.values()].flatMap(({ parents: _parents, ...commit }) => {
    const position = positions.get(commit.commit);
    return position === undefined ? [] : [{ ...commit, position }];
  });
  return brought.sort((a, b) => a.position - b.position);
}

function parseLog(output: string): readonly Logged[] {
  return parseRawLog(output, 3).map(({ fields: [commit = '', parents = '', message = ''], changes }) => ({
    commit: operand(commit) as CommitSha,
    parents: parents === '' ? [] : parents.split(' '),
    message,
    changed: releaseChanges(changes),
  }));
}

/** The commits along first parent that were printed, oldest first. */
function lineOf(until: string, logged: ReadonlyMap<string, Logged>): readonly string[] {
  const line: string[] = [];
  for (
    let at: string | undefined = until;
    at !== undefined && logged.has(at);
    at = logged.get(at)?.parents[0]
  )
    line.push(at);
  return line.reverse();
}

/** A commit and its ancestors that nothing before it on the line has. */
function notYet(
  commit: string,
  logged: ReadonlyMap<string, Logged>,
  positions: ReadonlyMap<string, number>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [commit];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (found.has(at) || positions.has(at) || !logged.has(at)) continue;
    found.add(at);
    open.push(...(logged.get(at)?.parents ?? []));
  }
  return found;
}
