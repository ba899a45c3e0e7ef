import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { operand } from './object-name.ts';
import { runUserGit, userGitOutput } from './run-user-git.ts';

/** A branch of the user's clone and its end. */
export interface BranchEnd {
  readonly name: string;
  readonly tip: CommitSha;
}

/** The branch that was named, or the one that is checked out. Throws `bad-release-repository` for none, and for main. */
export async function branchEnd(dir: string, named?: string): Promise<BranchEnd> {
  const current = await runUserGit(dir, ['symbolic-ref', '--quiet', '--short', 'HEAD']);
  const name = named ?? (current.exitCode === 0 ? current.stdout.trim() : '');
  if (name === '')
    throw noBranch('no branch is checked out', 'git switch BRANCH, or name one: --branch NAME');
  if (name === 'main')
    throw noBranch(
      'an approval does not go to main by itself',
      'git switch to the branch of the proposal; to approve what is merged already, git switch --create approve-it main',
    );
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `refs/heads/${name}^{commit}`];
  const { exitCode, stdout } = await runUserGit(dir, args);
  if (exitCode !== 0) throw noBranch(`this clone has no branch ${name}`, `fetch it: git switch ${name}`);
  return { name, tip: operand(stdout.trim()) as CommitSha };
}

/** A signed commit with this message and the files of the end of the branch; the branch stays where it is. */
export async function signedCommit(dir: string, { tip }: BranchEnd, message: string): Promise<CommitSha> {
  const args = ['commit-tree', '-S', '-p', operand(tip), '-F', '-', `${operand(tip)}^{tree}`];
  const made = await userGitOutput(dir, args, {
    doing: 'sign the approval; see git config user.signingKey and gpg.format',
    input: new TextEncoder().encode(message),
  });
  return operand(made.trim()) as CommitSha;
}

/** Moves the branch on to a commit that follows its end, unless it has moved in the meantime. */
export async function moveBranch(dir: string, { name, tip }: BranchEnd, to: CommitSha): Promise<void> {
  const doing = `move branch ${name}`;
  await userGitOutput(dir, ['update-ref', `refs/heads/${name}`, operand(to), operand(tip)], { doing });
}

function noBranch(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-release-repository', message, hint, treatment: 'needs-person' });
}
