import type { CommitSha } from '../../domain/desired-state.ts';
import { operand } from './object-name.ts';
import { type GitPlace, gitLine, gitOutput } from './run-git.ts';

/** A file that a commit would have. */
export interface ChangedFile {
  readonly base: CommitSha;
  readonly file: string;
  readonly content: Uint8Array;
}

/** The tree of a commit with one file written anew; by an index of its own. */
export async function writeChangedTree(
  place: GitPlace,
  index: string,
  { base, file, content }: ChangedFile,
): Promise<CommitSha> {
  const doing = `write ${file}`;
  const env = { GIT_INDEX_FILE: index };
  await gitOutput(place, ['read-tree', operand(base)], { doing, env });
  const blob = await gitLine(place, ['hash-object', '-w', '--stdin'], { doing, env, input: content });
  const entry = `100644,${operand(blob)},${file}`;
  await gitOutput(place, ['update-index', '--add', '--cacheinfo', entry], { doing, env });
  return operand(await gitLine(place, ['write-tree'], { doing, env })) as CommitSha;
}
