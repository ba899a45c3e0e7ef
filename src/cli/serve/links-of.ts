import { gitHubSite } from '../../compose/github-site.ts';
import type { Host } from '../../config/host.ts';
import type { Links } from '../../dashboard/chrome.ts';

/** Where what pages name is shown, as far as the host file says where that is. */
export function linksOf({ github, requestTracker }: Host): Links {
  const repository = github === null ? null : gitHubSite(github);
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
