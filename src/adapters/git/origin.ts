import { type SimpleGit, simpleGit } from 'simple-git';
import type { CommitSha } from '../../domain/desired-state.ts';
import { gitFailed, gitStopped } from './git-failure.ts';
import { resolveCommit } from './object-name.ts';
import type { GitPlace } from './run-git.ts';

/** The repository that a mirror follows, under the name `origin`. */
export interface Origin {
  /** The newest commit of a branch, with all that it needs; null when origin has no such branch. */
  fetch(branch: string): Promise<CommitSha | null>;
  /** The newest commit of a branch without fetching it; null when origin has no such branch. */
  newest(branch: string): Promise<CommitSha | null>;
  /** The commit that the last fetch found; null when there was none. */
  fetched(branch: string): Promise<CommitSha | null>;
  /**
   * Moves a branch of origin from exactly `from` (null: from nothing) to `to`. Throws `git-failed` when that did
   * not happen, whatever the reason: the caller looks again to learn it.
   */
  push(branch: string, move: { readonly from: CommitSha | null; readonly to: CommitSha }): Promise<void>;
}

const silenceSeconds = 300;
const unreachable = 'See that origin can be reached and that this user may read and write there.';

/**
 * The origin of a mirror whose settings name it. What was fetched is kept below `refs`: two that fetch at the same time
 * must not share it, because git locks each reference.
 */
export function originOf(place: GitPlace, refs = 'refs/remotes/origin'): Origin {
  const git = openPorcelain(place);
  const trackingRef = (branch: string) => `${refs}/${branch}`;
  const fetched = (branch: string) => resolveCommit(place, trackingRef(branch));
  const asked = <T>(run: () => PromiseLike<T>, doing: string) => ask(run, doing, place.stop);
  const newest = (branch: string) => asked(() => askFor(git, branch), `ask origin for branch ${branch}`);
  return {
    fetched,
    newest,
    fetch: async (branch) => {
      const fetching = () => fetchBranch(git, branch, trackingRef(branch));
      const refused = await refusalOf(asked(fetching, `fetch branch ${branch}`));
      if (refused === undefined) return fetched(branch);
      // A branch that is not there refuses like an origin that is not there: only the list of branches tells.
      if ((await newest(branch)) !== null) throw refused;
      await asked(() => git.raw(['update-ref', '-d', trackingRef(branch)]), `forget branch ${branch}`);
      return null;
    },
    push: async (branch, { from, to }) => {
      const lease = `--force-with-lease=refs/heads/${branch}:${from ?? ''}`;
      await asked(() => git.push([lease, 'origin', `${to}:refs/heads/${branch}`]), `push branch ${branch}`);
    },
  };
}

async function askFor(git: SimpleGit, branch: string): Promise<CommitSha | null> {
  const ref = `refs/heads/${branch}`;
  const lines = (await git.listRemote(['origin', ref])).split('\n').map((line) => line.split('\t'));
  const commit = lines.find(([, name]) => name === ref)?.[0];
  return commit === undefined ? null : (commit as CommitSha);
}

async function fetchBranch(git: SimpleGit, branch: string, to: string): Promise<void> {
  // Progress on standard error tells a long fetch from a hanging one.
  const options = ['--progress', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
  await git.fetch([...options, '--', 'origin', `+refs/heads/${branch}:${to}`]);
}

function openPorcelain(place: GitPlace): SimpleGit {
  return simpleGit({
    baseDir: place.dir,
    timeout: { block: silenceSeconds * 1000 },
    allowEnvironment: Object.keys(place.env).filter((name) => name.startsWith('GIT_')),
    // The one opt-in, with a fixed value: GIT_CONFIG_GLOBAL=/dev/null takes settings away, it brings none.
    unsafe: { allowUnsafeConfigPaths: true },
    ...(place.stop === undefined ? {} : { abort: place.stop }),
    // By default an exit code counts only together with a message.
    errors: (error, result) => {
      if (error !== undefined || result.exitCode === 0) return error;
      return Buffer.concat([...result.stdErr, ...result.stdOut]);
    },
  }).env({ ...place.env });
}

/** What a promise was rejected with; undefined when it was kept. */
export async function refusalOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function ask<T>(run: () => PromiseLike<T>, doing: string, stop: AbortSignal | undefined): Promise<T> {
  try {
    return await run();
  } catch (cause) {
    if (stop?.aborted === true) throw gitStopped(doing);
    const stderr = cause instanceof Error ? cause.message : String(cause);
    throw gitFailed(`git could not ${doing}`, { stderr, hint: unreachable, cause });
  }
}
