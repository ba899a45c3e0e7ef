import { digestOfValue } from '../domain/digest.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { ObservedState } from '../domain/lifecycle.ts';
import type { ReleaseRecord } from '../domain/record.ts';
import { releaseTitle, type StateName } from '../domain/release.ts';
import type { CodeHost, CommitStatus } from '../ports/code-host.ts';
import type { CycleDeps } from './cycle-deps.ts';
import type { MirrorFacts } from './mirror.ts';
import { type MirrorItem, mirrorEach } from './mirror-each.ts';

// A host that is connected late is not told about commits that nobody looks at any more.
const talkedAboutDays = 30;

/** Shows at each commit that led to a state what became of it. */
export async function mirrorStatuses(
  deps: Pick<CycleDeps, 'ledger' | 'clock' | 'stop'>,
  host: CodeHost,
  { record }: Pick<MirrorFacts, 'record'>,
) {
  const oldest = plusSeconds(deps.clock.now(), -talkedAboutDays * 86_400);
  const statuses = [...record.releases.values()].flatMap((release) => statusesOf(release, oldest));
  return mirrorEach(
    deps,
    'commit-statuses',
    statuses.map((status) => itemOf(host, status)),
  );
}

function itemOf(host: CodeHost, status: CommitStatus): MirrorItem {
  return {
    key: `${status.release} ${status.commit}`,
    subject: `commit status of ${releaseTitle(status.release)}`,
    digest: digestOfValue(status),
    // Nobody edits these.
    trustedSeconds: 100 * 365 * 86_400,
    make: async () => {
      await host.ensureStatus(status);
      return [];
    },
  };
}

const passing: readonly StateName[] = ['Submitted', 'Deferred', 'Failed'];

/** One for each commit. A commit whose wish waited or failed shows in the end what came after it. */
function statusesOf({ release, observed, visits }: ReleaseRecord, oldest: Instant): readonly CommitStatus[] {
  const recent = visits.filter(({ entered }) => entered >= oldest);
  const byCommit = recent.map(({ commit }, at): readonly [string, CommitStatus] => {
    const end = recent.slice(at).find(({ state }) => !passing.includes(state));
    const shown =
      end === undefined
        ? waitingOf(observed)
        : ({ state: 'success', description: `${end.state} since ${end.entered}` } as const);
    return [commit, { commit, release, ...shown }];
  });
  return [...new Map(byCommit).values()];
}

function waitingOf(observed: ObservedState): Pick<CommitStatus, 'state' | 'description'> {
  if (observed.state === 'Failed')
    return { state: 'failure', description: `${observed.wanted} failed: ${observed.failure.message}` };
  if (observed.state === 'Deferred')
    return { state: 'pending', description: 'Deferred: waits for the slot of stage rollout' };
  return { state: 'pending', description: `${observed.state}: waits for its packages` };
}
