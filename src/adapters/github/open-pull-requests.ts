import { cleanText } from '../../domain/failure.ts';
import type { PullRequest, PullRequests } from '../../ports/pull-requests.ts';
import { type AskGitHub, type GitHubOptions, openClient } from './client.ts';
import { unreadableAnswer } from './github-failure.ts';
import { problemOf } from './problem-of.ts';

// GitHub takes 256 characters of a title and 65,536 of a body.
const mostTitle = 250;
const mostBody = 60_000;

const permission = 'pull requests: write';

/** Pull requests at GitHub, or at a server of GitHub Enterprise. */
export function openPullRequests(options: GitHubOptions & { readonly mainBranch: string }): PullRequests {
  const ask = openClient(options);
  const place = { ask, owner: options.owner, base: options.mainBranch };
  return {
    problems: async () => {
      const problem = await problemOf(newest(place, 'stagepost/none'));
      return problem === null ? [] : [problem];
    },
    find: (branch) => newest(place, branch),
    open: async (wish) => (await newest(place, wish.branch)) ?? (await open(place, wish)),
  };
}

interface Place {
  readonly ask: AskGitHub;
  readonly owner: string;
  readonly base: string;
}

async function newest({ ask, owner, base }: Place, branch: string): Promise<PullRequest | null> {
  const doing = `look for a pull request of ${branch}`;
  const listed = await ask({
    route: 'GET /repos/{owner}/{repo}/pulls',
    // Branches of forks may have the same name; the owner tells them apart.
    fields: {
      head: `${owner}:${branch}`,
      base,
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: 1,
    },
    doing,
    permission,
  });
  if (!Array.isArray(listed)) throw unreadableAnswer({ doing });
  // A server that does not know the filter by its head would answer with anybody's.
  const [found] = listed.filter((each) => headOf(each) === branch);
  return found === undefined ? null : pullRequestOf(found, doing);
}

async function open(
  { ask, base }: Place,
  { branch, title, body }: Parameters<PullRequests['open']>[0],
): Promise<PullRequest> {
  const doing = `open a pull request from ${branch}`;
  const made = await ask({
    route: 'POST /repos/{owner}/{repo}/pulls',
    fields: {
      ...{ head: branch, base },
      title: cut(title.replace(/\s+/g, ' ').trim(), mostTitle),
      body: cut(body, mostBody),
    },
    doing,
    permission,
  });
  return pullRequestOf(made, doing);
}

function cut(text: string, most: number): string {
  const characters = [...cleanText(text)];
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most - 1).join('')}…`;
}

function headOf(value: unknown): unknown {
  const { head } = (value ?? {}) as { readonly head?: { readonly ref?: unknown } | null };
  return head?.ref;
}

function pullRequestOf(value: unknown, doing: string): PullRequest {
  if (typeof value !== 'object' || value === null) throw unreadableAnswer({ doing });
  const { number, html_url: url, state, merged_at: mergedAt } = value as Readonly<Record<string, unknown>>;
  const isSound = Number.isSafeInteger(number) && typeof url === 'string' && /^https?:\/\//.test(url);
  if (!isSound || (state !== 'open' && state !== 'closed')) throw unreadableAnswer({ doing });
  return {
    number: number as number,
    url: cleanText(url),
    state: state === 'open' ? 'open' : typeof mergedAt === 'string' ? 'merged' : 'closed',
  };
}
