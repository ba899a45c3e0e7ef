import type { ShownCheck } from '../../ports/check-board.ts';
import type { AskGitHub } from './client.ts';
import { unreadableAnswer } from './github-failure.ts';

export const mostCommentCharacters = 65_536;

const begin = '<!-- stagepost: ';
const pageSize = 100;
// Ours is written soon after the pull request is opened, and the oldest come first.
const mostPages = 2;
const permission = 'pull requests: write';

/** A comment of ours. */
export interface FoundComment {
  readonly id: number;
  readonly body: string;
}

/** The first line of the comment: people do not see it, and by it the comment is found again. */
export function markOf({ head, key }: Pick<ShownCheck, 'head' | 'key'>): string {
  return `${begin}${head} ${key} -->`;
}

/** Our comment: the oldest one that begins with our mark and that we wrote. */
export async function findComment(
  ask: AskGitHub,
  pullRequest: number,
  author: string,
): Promise<FoundComment | null> {
  const doing = `list the comments of pull request ${pullRequest}`;
  for (let page = 1; page <= mostPages; page += 1) {
    const listed = await ask({
      route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      fields: { issue_number: pullRequest, per_page: pageSize, page },
      doing,
      permission,
    });
    if (!Array.isArray(listed)) throw unreadableAnswer({ doing });
    const ours = listed
      .filter(isComment)
      .find(({ user, body }) => user?.login === author && body.startsWith(begin));
    if (ours !== undefined) return ours;
    if (listed.length < pageSize) return null;
  }
  return null;
}

/** Writes the comment in the place of the one that was found, or as a new one. */
export async function ensureComment(
  ask: AskGitHub,
  {
    pullRequest,
    found,
    text,
  }: { readonly pullRequest: number; readonly found: FoundComment | null; readonly text: string },
): Promise<void> {
  const doing = `comment on pull request ${pullRequest}`;
  if (found === null)
    await ask({
      route: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments',
      fields: { issue_number: pullRequest, body: text },
      doing,
      permission,
    });
  else
    await ask({
      route: 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}',
      fields: { comment_id: found.id, body: text },
      doing,
      permission,
    });
}

function isComment(
  value: unknown,
): value is FoundComment & { readonly user: { readonly login?: unknown } | null } {
  if (typeof value !== 'object' || value === null) return false;
  const { id, body } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'number' && typeof body === 'string';
}
