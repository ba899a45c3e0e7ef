import type { CommitSha } from '../../domain/desired-state.ts';
import type { LineMark } from '../../domain/pull-request-check.ts';
import type { CheckBoard, PullRequestFacts, ShownCheck } from '../../ports/check-board.ts';
import { type AskGitHub, type GitHubOptions, openClient } from './client.ts';
import { unreadableAnswer } from './github-failure.ts';
import { ensureComment, findComment, markOf, mostCommentCharacters } from './sticky-comment.ts';

const mostRequests = 6;
const batchSize = 50;
const mostSummaryCharacters = 65_535;

/** Where checks are shown, and by whom. */
export interface CheckBoardOptions extends GitHubOptions {
  /** Login under which the token writes; a comment of anybody else is not ours, whatever it says. */
  readonly author: string;
}

/** The checks and comments of a pull request at GitHub; open one for each check, because it counts its requests. */
export function openCheckBoard(options: CheckBoardOptions): CheckBoard {
  const client = openClient(options);
  let used = 0;
  const ask: AskGitHub = (request) => {
    used += 1;
    return client(request);
  };
  return {
    pullRequest: (number) => lookAt(ask, number),
    fileAt: (path, commit) => fileAt(ask, path, commit),
    show: async (check) => {
      const found =
        check.comment === null ? null : await findComment(ask, check.comment.pullRequest, options.author);
      if (found?.body.startsWith(markOf(check))) return 'unchanged';
      const comments = check.comment === null ? 0 : 1;
      const batches = Math.max(1, mostRequests - used - comments);
      await showAtLines(ask, check, batches);
      if (check.comment !== null) {
        const mark = `${markOf(check)}\n`;
        const text = `${mark}${check.comment.text(mostCommentCharacters - mark.length)}`;
        await ensureComment(ask, { pullRequest: check.comment.pullRequest, found, text });
      }
      return 'shown';
    },
  };
}

async function lookAt(ask: AskGitHub, number: number): Promise<PullRequestFacts | null> {
  const doing = `show pull request ${number}`;
  const found = await ask({
    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    fields: { pull_number: number },
    doing,
    permission: 'pull requests: write',
    allowed: [404],
  });
  if (found === null) return null;
  const { head, state, merge_commit_sha: merge } = found as Readonly<Record<string, unknown>>;
  const { sha } = (head ?? {}) as { readonly sha?: unknown };
  if (typeof sha !== 'string' || typeof state !== 'string') throw unreadableAnswer({ doing });
  return {
    head: sha as CommitSha,
    merge: typeof merge === 'string' ? (merge as CommitSha) : null,
    isOpen: state === 'open',
  };
}

async function fileAt(ask: AskGitHub, path: string, commit: CommitSha): Promise<string | null> {
  const doing = `show ${path} at ${commit.slice(0, 7)}`;
  const found = await ask({
    route: 'GET /repos/{owner}/{repo}/contents/{path}',
    fields: { path, ref: commit },
    doing,
    permission: 'contents: read',
    allowed: [404],
  });
  if (found === null) return null;
  // A folder is a list, and none of its files.
  if (Array.isArray(found)) return null;
  const { sha } = found as { readonly sha?: unknown };
  if (typeof sha !== 'string') throw unreadableAnswer({ doing });
  return sha;
}

const permission = 'checks: write';

async function showAtLines(ask: AskGitHub, check: ShownCheck, batches: number): Promise<void> {
  const shown = check.marks.slice(0, batches * batchSize);
  const output = {
    title: check.title,
    summary: check.summary(check.marks.length - shown.length, mostSummaryCharacters),
  };
  const made = await ask({
    route: 'POST /repos/{owner}/{repo}/check-runs',
    fields: {
      name: 'stagepost',
      head_sha: check.head,
      status: 'completed',
      conclusion: check.conclusion,
      output: { ...output, annotations: shown.slice(0, batchSize).map(annotationOf) },
    },
    doing: 'write a check',
    permission,
  });
  const { id } = made as { readonly id?: unknown };
  if (typeof id !== 'number') throw unreadableAnswer({ doing: 'write a check' });
  for (let from = batchSize; from < shown.length; from += batchSize) {
    await ask({
      route: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
      fields: {
        check_run_id: id,
        output: { ...output, annotations: shown.slice(from, from + batchSize).map(annotationOf) },
      },
      doing: 'add to a check',
      permission,
    });
  }
}

const levels = { error: 'failure', warning: 'warning', notice: 'notice' } as const;

function annotationOf({ kind, title, message, at }: LineMark) {
  return {
    path: at.file,
    start_line: at.line,
    end_line: at.line,
    annotation_level: levels[kind],
    title,
    message: message === '' ? title : message,
  };
}
