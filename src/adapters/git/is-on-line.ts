import type { CommitSha } from '../../domain/desired-state.ts';
import { operand, resolveCommit } from './object-name.ts';
import { type GitPlace, gitLine } from './run-git.ts';

/** Whether `ancestor` is `commit` or stands on its first-parent line. */
export async function isOnLine(place: GitPlace, ancestor: CommitSha, commit: CommitSha): Promise<boolean> {
  const to = operand(commit);
  // A commit that a rewritten branch left behind may be gone altogether.
  if ((await resolveCommit(place, operand(ancestor))) === null) return false;
  if (ancestor === commit) return true;
  const range = `${operand(ancestor)}..${to}`;
  const args = ['rev-list', '--first-parent', '--parents', '--end-of-options', range];
  const lines = await gitLine(place, args, { doing: `walk back from ${commit}` });
  // What is left out is reachable from the ancestor; on the line, the oldest commit left has it as first parent.
  const oldest = lines.slice(lines.lastIndexOf('\n') + 1);
  return oldest.split(' ')[1] === ancestor;
}
