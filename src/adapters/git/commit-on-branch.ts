import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { CommitSha } from '../../domain/desired-state.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { Base } from './find-base.ts';
import { operand } from './object-name.ts';
import { runUserGit, userGitOutput } from './run-user-git.ts';

/** One file of one commit on a branch of its own. */
export interface BranchWish {
  /** A folder of the user's clone. */
  readonly dir: string;
  readonly base: Base;
  readonly branch: string;
  /** Path in the repository. */
  readonly file: string;
  readonly content: Uint8Array;
  readonly message: string;
  /** The commit of a merged branch of that name; null where there is none. */
  readonly replaces: string | null;
}

/** The commit that was made, and what it changes as a patch. */
export interface MadeCommit {
  readonly commit: CommitSha;
  readonly diff: string;
}

/**
 * Throws `bad-release-repository` when tracked files have changes, when the branch is there and not merged, or a new file is in
 * the way. Answers with the commit of a merged branch of that name, which has done its work and may begin anew; null for none.
 */
export async function ensureRoom({
  dir,
  branch,
  file,
  base,
}: Omit<BranchWish, 'content' | 'message' | 'replaces'>): Promise<string | null> {
  const doing = 'look at the working files';
  const status = ['--no-optional-locks', 'status', '--porcelain=v1', '-z', '--no-renames'];
  const tracked = await userGitOutput(dir, [...status, '--untracked-files=no'], { doing });
  const there = await userGitOutput(
    dir,
    [...status, '--untracked-files=all', '--', `:(top,literal)${file}`],
    { doing },
  );
  const changed = [...new Set([...namesIn(tracked), ...namesIn(there)])];
  if (changed.length > 0)
    throw inTheWay(
      'the clone has changes that are not committed',
      `commit them, or put them aside: git stash`,
      changed,
    );
  const ref = `refs/heads/${branch}`;
  if ((await runUserGit(dir, ['check-ref-format', ref])).exitCode !== 0)
    throw inTheWay(`"${branch}" cannot be the name of a branch`, 'name another one: --branch NAME');
  return mergedTip({ dir, branch, base });
}

async function mergedTip({
  dir,
  branch,
  base,
}: Pick<BranchWish, 'dir' | 'branch' | 'base'>): Promise<string | null> {
  const ref = `refs/heads/${branch}`;
  const format = '--format=%(objectname) %(worktreepath)';
  const doing = `look for branch ${branch}`;
  const there = (await userGitOutput(dir, ['for-each-ref', format, '--', ref], { doing })).trimEnd();
  if (there === '') return null;
  const [tip = '', ...places] = there.split(' ');
  const taken = `there is a branch ${branch} already`;
  if ((await runUserGit(dir, ['merge-base', '--is-ancestor', tip, base.commit])).exitCode !== 0)
    throw inTheWay(taken, 'finish it, remove it, or name another one: --branch NAME');
  if (places.join(' ') === '') return tip;
  throw inTheWay(
    `${taken}, and you are on it`,
    `it is merged into ${base.name}: go to main with git switch main`,
  );
}

/**
 * Makes a branch with one commit, in a working tree aside, so that the user's own stays as it is. Identity, hooks and
 * signing are the user's. The branch comes last: whatever fails, or ends us, before leaves none.
 */
export async function commitOnBranch(wish: BranchWish): Promise<MadeCommit> {
  const { dir, branch, base, replaces } = wish;
  const aside = await mkdtemp(path.join(tmpdir(), 'stagepost-edit-'));
  const tree = path.join(aside, 'tree');
  const doing = `make branch ${branch}`;
  try {
    await userGitOutput(dir, ['worktree', 'add', '--quiet', '--detach', '--', tree, base.commit], { doing });
    const made = await commitIn(tree, wish);
    // The last operand says what must be there still; zeros are nothing.
    const before = replaces ?? '0'.repeat(made.commit.length);
    await userGitOutput(dir, ['update-ref', `refs/heads/${branch}`, made.commit, before], { doing });
    return made;
  } finally {
    await runUserGit(dir, ['worktree', 'remove', '--force', '--', tree]);
    await rm(aside, { recursive: true, force: true });
  }
}

/** Pushes a branch to origin, where it must be new, or merged. */
export async function pushBranch(dir: string, branch: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  await userGitOutput(dir, ['push', '--quiet', '--set-upstream', '--', 'origin', `${ref}:${ref}`], {
    doing: `push ${branch} to origin; the branch is there, so that it can be pushed by hand`,
  });
}

// The file goes through the index, which follows no links that the repository may hold.
async function commitIn(tree: string, { file, content, message, base }: BranchWish): Promise<MadeCommit> {
  const doing = `write ${file}`;
  const blob = await userGitOutput(tree, ['hash-object', '-w', '--stdin'], { doing, input: content });
  const entry = `100644,${operand(blob.trim())},${file}`;
  await userGitOutput(tree, ['update-index', '--add', '--cacheinfo', entry], { doing });
  await userGitOutput(tree, ['checkout-index', '--force', '--', file], { doing });
  await userGitOutput(tree, ['commit', '--quiet', '--file=-'], {
    doing: 'commit',
    input: new TextEncoder().encode(message),
  });
  const commit = operand((await userGitOutput(tree, ['rev-parse', 'HEAD'], { doing })).trim()) as CommitSha;
  const diff = await userGitOutput(tree, ['diff', '--no-color', '--no-ext-diff', base.commit, commit], {
    doing: 'show the change',
  });
  return { commit, diff };
}

function namesIn(status: string): readonly string[] {
  return status.split('\0').flatMap((line) => (line.length > 3 ? [line.slice(3)] : []));
}

function inTheWay(message: string, hint: string, details: readonly string[] = []): StagepostError {
  return new StagepostError({
    code: 'bad-release-repository',
    message,
    hint: `${hint}; nothing was changed`,
    treatment: 'needs-person',
    details,
  });
}
