import type { CommitSha } from '../../domain/desired-state.ts';
import { gitFailed } from './git-failure.ts';
import { type GitPlace, runGit } from './run-git.ts';

const objectName = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

/** The name of an object as an operand: nothing but digits reaches git, so it can never be an option. */
export function operand(name: string): string {
  if (objectName.test(name)) return name;
  throw gitFailed('the name of an object is not 40 or 64 hexadecimal digits', { hint: `It is "${name}".` });
}

/** The commit that a revision stands for; null when there is none. */
export async function resolveCommit(place: GitPlace, revision: string): Promise<CommitSha | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const answer = await runGit(place, args);
  const found = answer.stdout.toString().trim();
  return answer.exitCode === 0 && objectName.test(found) ? (found as CommitSha) : null;
}
