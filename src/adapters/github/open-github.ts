import { cleanText } from '../../domain/failure.ts';
import type { CodeHost, CommitStatus } from '../../ports/code-host.ts';
import { type AskGitHub, type GitHubOptions, openClient } from './client.ts';
import { unreadableAnswer } from './github-failure.ts';
import { problemOf } from './problem-of.ts';

// What GitHub takes of a description, and how many statuses it keeps for one commit and context.
const mostCharacters = 140;
const pageSize = 100;
const mostPages = 20;

const noCommit = '0'.repeat(40);

/** GitHub, or a server of GitHub Enterprise, as the host of the release repository. */
export function openGitHub(options: GitHubOptions & { readonly contextPrefix?: string }): CodeHost {
  const ask = openClient(options);
  const prefix = options.contextPrefix ?? 'stagepost';
  return {
    problems: () => problems(ask),
    ensureStatus: async (status) => {
      const context = `${prefix}/${status.release}`;
      const description = shortened(status.description);
      const newest = await newestStatus(ask, status.commit, context);
      if (newest?.state === status.state && newest.description === description) return 'unchanged';
      await writeStatus(ask, { ...status, description }, context);
      return 'written';
    },
  };
}

async function problems(ask: AskGitHub): Promise<readonly string[]> {
  const repository = await problemOf(
    ask({ route: 'GET /repos/{owner}/{repo}', doing: 'show the repository' }),
  );
  if (repository !== null) return [repository];
  const statuses = await problemOf(tryToWrite(ask));
  return statuses === null ? [] : [statuses];
}

// Permissions are judged before the commit is looked up, so a commit that cannot exist tells whether the token may
// write, and nothing is written: 422 is the answer of those who may.
async function tryToWrite(ask: AskGitHub): Promise<void> {
  await ask({
    route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
    fields: { sha: noCommit, state: 'pending', context: 'stagepost' },
    doing: 'write commit statuses',
    allowed: [422],
  });
}

interface ShownStatus {
  readonly state: string;
  readonly description: string | null;
}

// Newest first, by GitHub's documentation of the list.
async function newestStatus(ask: AskGitHub, commit: string, context: string): Promise<ShownStatus | null> {
  const doing = `list the statuses of commit ${commit.slice(0, 7)}`;
  for (let page = 1; page <= mostPages; page += 1) {
    const listed = await ask({
      route: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
      fields: { ref: commit, per_page: pageSize, page },
      doing,
    });
    if (!Array.isArray(listed) || !listed.every(isStatus)) throw unreadableAnswer({ doing });
    // To GitHub the case of a context does not matter.
    const found = listed.find((status) => status.context.toLowerCase() === context.toLowerCase());
    if (found !== undefined) return found;
    if (listed.length < pageSize) return null;
  }
  return null;
}

async function writeStatus(ask: AskGitHub, status: CommitStatus, context: string): Promise<void> {
  const { commit: sha, state, description } = status;
  const doing = `write the status ${context} of commit ${sha.slice(0, 7)}`;
  const made = await ask({
    route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
    fields: { sha, state, description, context },
    doing,
  });
  if (!isStatus(made) || made.state !== state) throw unreadableAnswer({ doing });
}

function isStatus(value: unknown): value is ShownStatus & { readonly context: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { context, state, description } = value as Readonly<Record<string, unknown>>;
  const told = description === null || typeof description === 'string';
  return typeof context === 'string' && typeof state === 'string' && told;
}

function shortened(description: string): string {
  const characters = [...cleanText(description.replace(/\s+/g, ' ').trim())];
  if (characters.length <= mostCharacters) return characters.join('');
  return `${characters.slice(0, mostCharacters - 1).join('')}…`;
}
