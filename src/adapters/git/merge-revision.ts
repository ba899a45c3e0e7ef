import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { operand } from './object-name.ts';
import { type GitPlace, gitLine, runGit } from './run-git.ts';

const nobody = ['AUTHOR', 'COMMITTER'].flatMap((role) => [
  [`GIT_${role}_NAME`, 'stagepost'],
  [`GIT_${role}_EMAIL`, 'stagepost@localhost'],
]);

/** The commit that merging would make now, written where the place has its new objects; no branch moves. */
export async function mergeRevision(place: GitPlace, onto: CommitSha, branch: CommitSha): Promise<CommitSha> {
  const merged = await runGit(place, ['merge-tree', '--write-tree', operand(onto), operand(branch)]);
  const [tree = '', ...more] = merged.stdout.toString().split('\n');
  if (merged.exitCode !== 0)
    throw new StagepostError({
      code: 'bad-release-repository',
      message: `${branch.slice(0, 12)} cannot be merged into ${onto.slice(0, 12)}`,
      hint: 'Bring the branch up to date first.',
      treatment: 'needs-person',
      details: more.filter((line) => line !== ''),
    });
  const parents = ['-p', operand(onto), '-p', operand(branch)];
  const args = ['commit-tree', operand(tree), ...parents, '-m', 'as if merged'];
  const env = Object.fromEntries(nobody);
  return operand(await gitLine(place, args, { doing: 'simulate a merge', env })) as CommitSha;
}
