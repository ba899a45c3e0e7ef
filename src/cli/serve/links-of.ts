import type { Host } from '../../config/host.ts';
import type { Links } from '../../dashboard/chrome.ts';

/** Where what pages name is shown, as far as the host file says where that is. */
export function linksOf({ github, requestTracker }: Host): Links {
  const repository = github === null ? null : `${siteOf(github.apiUrl)}/${github.owner}/${github.repository}`;
  const below = (path: string) => (repository === null ? null : `${repository}/${path}`);
  return {
    commit: (sha) => below(`commit/${sha}`),
    file: (path, commit) => below(`blob/${commit}/${path}`),
    pullRequest: (number) => below(`pull/${number}`),
    ticket: (number) =>
      requestTracker === null ? null : `${requestTracker.url}/Ticket/Display.html?id=${number}`,
    helpdesk: () => null,
  };
}

// A server of GitHub Enterprise has its API below its own address.
function siteOf(apiUrl: string): string {
  return apiUrl === 'https://api.github.com' ? 'https://github.com' : apiUrl.replace(/\/api\/v3$/, '');
}
