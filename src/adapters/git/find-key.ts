import type { CommitSha } from '../../domain/desired-state.ts';
import { operand } from './object-name.ts';
import { type GitPlace, gitOutput } from './run-git.ts';

const trailer = 'Stagepost-Request';

/** The line by which what was asked for elsewhere is found again in git. */
export function keyLine(key: string): string {
  return `${trailer}: ${key}`;
}

/** A text without lines that could be taken for that one. */
export function withoutKeyLines(text: string): string {
  return text.replace(new RegExp(`^(?=${trailer}:)`, 'gim'), '> ');
}

/**
 * The newest commit up to `head` that carries a key; null when none does. A whole line is enough: hosts that merge several
 * commits into one put their own lines after it, so that it is no trailer any more.
 */
export async function findKey(place: GitPlace, head: CommitSha, key: string): Promise<CommitSha | null> {
  const args = ['log', '-z', '--no-show-signature', '--fixed-strings', `--grep=${keyLine(key)}`];
  const range = ['--format=%H%n%B', '--end-of-options', operand(head)];
  const output = await gitOutput(place, [...args, ...range], { doing: `look for request ${key}` });
  // The words may stand anywhere in a line, and begin another key.
  const commits = output.toString().split('\0');
  const [commit] =
    commits.map((text) => text.split('\n')).find((lines) => lines.includes(keyLine(key))) ?? [];
  return commit === undefined ? null : (operand(commit) as CommitSha);
}
