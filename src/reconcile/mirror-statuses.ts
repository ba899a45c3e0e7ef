import { digestOfValue } from '../domain/digest.ts';
import type { ReleaseRecord } from '../domain/record.ts';
import { releaseTitle } from '../domain/release.ts';
import type { CodeHost, CommitStatus } from '../ports/code-host.ts';
import type { CycleDeps } from './cycle-deps.ts';
import type { MirrorFacts } from './mirror.ts';
import { mirrorEach } from './mirror-each.ts';

/** Shows at each commit that asked for a state what became of it. */
export async function mirrorStatuses(deps: CycleDeps, host: CodeHost, { record }: MirrorFacts) {
  const items = [...record.releases.values()].map((release) => {
    const status = statusOf(release);
    return {
      key: release.release,
      subject: `commit status of ${releaseTitle(release.release)}`,
      digest: digestOfValue(status),
      // Nobody edits these.
      trustedSeconds: 100 * 365 * 86_400,
      make: async () => {
        await host.ensureStatus(status);
        return [];
      },
    };
  });
  return mirrorEach(deps, 'commit-statuses', items);
}

function statusOf({ release, observed, visits }: ReleaseRecord): CommitStatus {
  const last = visits.at(-1) ?? visits[0];
  const base = { commit: last.commit, release };
  if (observed.state === 'Failed')
    return {
      ...base,
      state: 'failure',
      description: `${observed.wanted} failed: ${observed.failure.message}`,
    };
  if (observed.state === 'Deferred')
    return { ...base, state: 'pending', description: 'Deferred: waits for the slot of stage rollout' };
  return { ...base, state: 'success', description: `${observed.state} since ${last.entered}` };
}
