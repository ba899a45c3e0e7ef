import type { GitHubHost } from '../config/host.ts';

/** Where people read a repository at GitHub. A server of GitHub Enterprise has its API below its own address. */
export function gitHubSite({ apiUrl, owner, repository }: GitHubHost): string {
  const site = apiUrl === 'https://api.github.com' ? 'https://github.com' : apiUrl.replace(/\/api\/v3$/, '');
  return `${site}/${owner}/${repository}`;
}
