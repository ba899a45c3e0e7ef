import type { CommitSha } from '../../domain/desired-state.ts';
import type { BlobId, TreeEntry } from '../../ports/release-history.ts';
import { gitFailed } from './git-failure.ts';
import { operand } from './object-name.ts';
import { type GitPlace, gitOutput } from './run-git.ts';

const line = /^(\d{6}) (blob|commit) ([0-9a-f]+)\t(.+)$/s;

/** Every entry below a commit or a tree that is not a folder, in git's order. */
export async function readTree(place: GitPlace, treeish: CommitSha): Promise<readonly TreeEntry[]> {
  const args = ['ls-tree', '-r', '-z', '--full-tree', '--end-of-options', operand(treeish)];
  const output = await gitOutput(place, args, { doing: `list the files of ${treeish}` });
  return parseTree(output.toString());
}

/** Reads the answer of `ls-tree -r -z`. */
export function parseTree(output: string): readonly TreeEntry[] {
  const entries = output.split('\0');
  entries.pop();
  return entries.map((entry) => {
    const [, mode, , blob, path] = line.exec(entry) ?? [];
    if (mode === undefined || blob === undefined || path === undefined) {
      throw gitFailed('a line of git ls-tree is not understood', { stderr: entry });
    }
    return { path, mode, blob: blob as BlobId };
  });
}
