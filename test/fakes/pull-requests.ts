import { StagepostError } from '../../src/domain/failure.ts';
import type { PullRequest, PullRequests } from '../../src/ports/pull-requests.ts';

/** Pull requests in memory. */
export interface FakePullRequests extends PullRequests {
  readonly branches: Set<string>;
  /** Oldest first; whoever decides changes one in its place. */
  readonly opened: (PullRequest & {
    readonly branch: string;
    readonly title: string;
    readonly body: string;
  })[];
  reachable: boolean;
}

export function fakePullRequests(): FakePullRequests {
  const newest = (branch: string): PullRequest | null => {
    if (!fake.reachable)
      throw new StagepostError({ code: 'code-host-unreachable', message: 'the code host does not answer' });
    const found = fake.opened.findLast((each) => each.branch === branch);
    return found === undefined ? null : { number: found.number, url: found.url, state: found.state };
  };
  const fake: FakePullRequests = {
    branches: new Set(),
    opened: [],
    reachable: true,
    problems: async () => (fake.reachable ? [] : ['the code host does not answer']),
    find: async (branch) => newest(branch),
    open: async ({ branch, title, body }) => {
      const found = newest(branch);
      if (found !== null) return found;
      if (!fake.branches.has(branch))
        throw new StagepostError({
          code: 'code-host-refused',
          message: `there is no branch ${branch}`,
          treatment: 'needs-person',
        });
      const number = fake.opened.length + 1;
      const opened = { number, url: `https://github.example/pull/${number}`, state: 'open' as const };
      fake.opened.push({ ...opened, branch, title: shortened(title), body });
      return opened;
    },
  };
  return fake;
}

function shortened(title: string): string {
  const characters = [...title.replace(/\s+/g, ' ')];
  return characters.length <= 250 ? characters.join('') : `${characters.slice(0, 249).join('')}…`;
}
