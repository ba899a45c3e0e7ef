import type { Host } from '../config/host.ts';
import { releaseAddress } from '../dashboard/addresses.ts';
import type { Release } from '../domain/release.ts';
import { gitHubSite } from './github-site.ts';

/** Where people read of a release, as far as the host file says where that is: its page, and its file as it is now. */
export function pagesOf({ github, listen, mainBranch }: Host): (release: Release) => readonly string[] {
  return ({ id, file }) => {
    const root = listen?.url ?? null;
    const page = root === null ? [] : [releaseAddress({ root, asOf: null }, id)];
    const source = github === null ? [] : [`${gitHubSite(github)}/blob/${mainBranch}/${file}`];
    return [...page, ...source];
  };
}
