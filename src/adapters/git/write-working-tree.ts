import { copyFile, rm, stat, utimes } from 'node:fs/promises';
import type { CommitSha } from '../../domain/desired-state.ts';
import { operand } from './object-name.ts';
import { type GitPlace, gitLine, gitOutput } from './run-git.ts';

/** The tree that `git add --all` and a commit would make; it works on a copy of the index and leaves the own alone. */
export async function writeWorkingTree(place: GitPlace, indexCopy: string): Promise<CommitSha> {
  const doing = 'read the working files';
  const index = await gitLine(place, ['rev-parse', '--path-format=absolute', '--git-path', 'index'], {
    doing,
  });
  // From the last call there may be one; without any, the first `add` makes it.
  await rm(indexCopy, { force: true });
  await copyIndex(index, indexCopy).catch(ignoreMissing);
  const env = { GIT_INDEX_FILE: indexCopy };
  await gitOutput(place, ['add', '--all', '--', place.dir], { doing, env });
  return operand(await gitLine(place, ['write-tree'], { doing, env })) as CommitSha;
}

// Git reads a file again whose time is not older than its index's: a copy that looked newer than the edits of the same
// moment would hide them, so it is made to look older.
async function copyIndex(from: string, to: string): Promise<void> {
  const { mtimeMs } = await stat(from);
  await copyFile(from, to);
  const seconds = Math.floor(mtimeMs / 1000);
  await utimes(to, seconds, seconds);
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}
