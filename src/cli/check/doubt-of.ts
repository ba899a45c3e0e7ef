import { resolve } from 'node:path';
import { localFiles } from '../../adapters/files/read-files.ts';
import { blobName } from '../../adapters/github/blob-name.ts';
import type { CommitSha } from '../../domain/desired-state.ts';
import type { CheckBoard } from '../../ports/check-board.ts';

const mostBytes = 1024 * 1024;

/**
 * Why nobody should rely on a check: GitHub runs the workflow as the commit has it, so a change of that file can say
 * what it likes. Null where the file is that of main.
 */
export async function doubtOf(
  board: CheckBoard,
  { cwd, workflow, commit }: { readonly cwd: string; readonly workflow: string; readonly commit: CommitSha },
): Promise<string | null> {
  const own = await localFiles.read(resolve(cwd, workflow), mostBytes);
  const theirs = await board.fileAt(workflow, commit);
  if (own !== null && theirs === blobName(own)) return null;
  return `Do not rely on this: the change comes with another ${workflow} than main has, and that file makes the check.`;
}
