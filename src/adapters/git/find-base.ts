import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import { operand } from './object-name.ts';
import { runUserGit } from './run-user-git.ts';

/** The commit that a branch of an edit begins at. */
export interface Base {
  readonly commit: CommitSha;
  /** What people call it: a branch, or the revision that was asked for. */
  readonly name: string;
}

const own = { ref: 'refs/heads/main', name: 'main' };
const fetched = { ref: 'refs/remotes/origin/main', name: 'origin/main' };

/** The revision that was asked for; else the newer one of `main` and of `origin/main`, as they are in the clone. */
export async function findBase(dir: string, revision?: string): Promise<Base> {
  if (revision !== undefined) {
    const commit = await commitOf(dir, revision);
    if (commit !== null) return { commit, name: revision };
    throw noBase(`there is no commit "${revision}" in this clone`, 'See git log for those that are there.');
  }
  const [local, remote] = [await commitOf(dir, own.ref), await commitOf(dir, fetched.ref)];
  if (remote !== null && (local === null || (await isBehind(dir, local, remote))))
    return { commit: remote, name: fetched.name };
  if (local !== null && (remote === null || (await isBehind(dir, remote, local))))
    return { commit: local, name: own.name };
  if (local === null)
    throw noBase('this clone has neither main nor origin/main', 'Name a commit: --base COMMIT');
  throw noBase(
    'main and origin/main have gone apart',
    'Bring them together, or name one: --base origin/main',
  );
}

async function commitOf(dir: string, revision: string): Promise<CommitSha | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { exitCode, stdout } = await runUserGit(dir, args);
  return exitCode === 0 ? (operand(stdout.trim()) as CommitSha) : null;
}

async function isBehind(dir: string, older: CommitSha, newer: CommitSha): Promise<boolean> {
  return (await runUserGit(dir, ['merge-base', '--is-ancestor', older, newer])).exitCode === 0;
}

function noBase(message: string, hint: string): StagepostError {
  return new StagepostError({ code: 'bad-release-repository', message, hint, treatment: 'needs-person' });
}
