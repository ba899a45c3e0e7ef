import { systemClock } from '../adapters/clock/system-clock.ts';
import { localFiles } from '../adapters/files/read-files.ts';
import { providerKeyrings } from '../adapters/gpg/provider-keyring.ts';
import { openTicketRequests } from '../adapters/rt/open-ticket-requests.ts';
import type { GitHubHost, Host } from '../config/host.ts';
import { describeSubmission } from '../intake/describe-submission.ts';
import { readAttached } from '../intake/read-attached.ts';
import { type Around, surrounded } from '../ports/around.ts';
import type { FileChanges } from '../ports/files.ts';
import type { Keyrings } from '../ports/keyring.ts';
import type { ProcessRunner } from '../ports/process-runner.ts';
import type { Proposals } from '../ports/proposals.ts';
import type { PullRequests } from '../ports/pull-requests.ts';
import type { TicketRequests } from '../ports/ticket-requests.ts';
import type { DescribeOffer } from '../reconcile/requests/request-deps.ts';
import { trackerSeconds } from './open-mirrors.ts';

/** By what people who are not in git bring edits there. */
export interface RequestPorts {
  readonly proposals: Proposals;
  /** Null where there is no code host. */
  readonly pullRequests: PullRequests | null;
  /** Null where there is no ticket tracker. */
  readonly tickets: TicketRequests | null;
  readonly describe: DescribeOffer;
}

/** Opens what a host has of it. */
export async function openRequests(
  { github, requestTracker, mainBranch }: Host,
  options: {
    readonly proposals: Proposals;
    readonly runner: ProcessRunner;
    readonly changes: FileChanges;
    readonly scratch: string;
    readonly around?: Around;
  },
): Promise<RequestPorts> {
  const { proposals, around } = options;
  const keyrings = providerKeyrings({ ...options, files: localFiles, clock: systemClock });
  return {
    proposals,
    pullRequests:
      github === null
        ? null
        : surrounded(around, await openAtGitHub(github, mainBranch), {
            port: 'code-host',
            methods: ['open'],
          }),
    tickets:
      requestTracker === null
        ? null
        : surrounded(around, openTicketRequests({ ...requestTracker, timeoutSeconds: trackerSeconds }), {
            port: 'tracker',
            methods: ['tell'],
          }),
    describe: describeWith(keyrings),
  };
}

function describeWith(keyrings: Keyrings): DescribeOffer {
  return async ({ policy, provider, ...files }) => {
    const keys = provider.keys.map(({ armored }) => armored);
    const rules = { limits: policy.intake, signatures: provider.signatures, keys };
    const { checksumsDigest, ...found } = await readAttached({ keyrings }, { ...rules, ...files });
    return { ...describeSubmission(found), checksumsDigest };
  };
}

async function openAtGitHub(github: GitHubHost, mainBranch: string): Promise<PullRequests> {
  const { openPullRequests } = await import('../adapters/github/open-pull-requests.ts');
  return openPullRequests({ ...github, mainBranch });
}
