import { openHelpdesk } from '../adapters/helpdesk/open-helpdesk.ts';
import { openRequestTracker } from '../adapters/rt/open-request-tracker.ts';
import type { GitHubHost, Host } from '../config/host.ts';
import { type Around, surrounded } from '../ports/around.ts';
import type { CodeHost } from '../ports/code-host.ts';
import type { Mirrors } from '../reconcile/mirror.ts';
import { pagesOf } from './pages-of.ts';

/** A ticket with its attachments takes a second on a busy tracker; longer silence is taken for an outage. */
export const trackerSeconds = 30;

/** What shows elsewhere what was done; a host may have none of it. */
export async function openMirrors(host: Host, around: Around | undefined): Promise<Mirrors> {
  const { requestTracker, github, helpdesk } = host;
  return {
    pages: pagesOf(host),
    tickets:
      requestTracker === null
        ? null
        : surrounded(around, openRequestTracker({ ...requestTracker, timeoutSeconds: trackerSeconds }), {
            port: 'tracker',
            methods: ['create', 'update'],
          }),
    codeHost:
      github === null
        ? null
        : surrounded(around, await openCodeHost(github), { port: 'code-host', methods: ['ensureStatus'] }),
    helpdesk:
      helpdesk === null
        ? null
        : surrounded(around, openHelpdesk({ ...helpdesk, timeoutSeconds: trackerSeconds }), {
            port: 'helpdesk',
            methods: ['tell'],
          }),
  };
}

// The client of GitHub is large, and most commands of most hosts need none.
async function openCodeHost(github: GitHubHost): Promise<CodeHost> {
  const { openGitHub } = await import('../adapters/github/open-github.ts');
  return openGitHub(github);
}
