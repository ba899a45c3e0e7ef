import type { ActualState, Attempts, PublishedRepository } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import { isEndState } from '../domain/lifecycle.ts';
import type { PooledRelease } from '../domain/member.ts';
import type { Observation } from '../domain/observation.ts';
import { emptyRecord, type ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import {
  type Repository,
  type RepositoryKey,
  sharedRepositoriesOf,
  unverifiedRepositoriesOf,
} from '../domain/repository.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Pool } from '../ports/pool.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { attempt } from './attempt.ts';
import { type LookDeps, observeRepository } from './observe-repository.ts';

/** What observing needs from outside. */
export interface ObserveDeps extends LookDeps {
  readonly pool: Pick<Pool, 'describe'>;
  readonly records: Pick<RecordStore, 'read'>;
  readonly ledger: Pick<Ledger, 'attempts'>;
}

/** Reads the record; what cannot be read is unknown, never empty. */
export async function observeRecord(
  deps: Pick<ObserveDeps, 'records'>,
): Promise<Observation<ReconcilerRecord>> {
  return attempt(() => deps.records.read());
}

/** Looks at everything that the desired state is compared with. */
export async function observe(
  deps: ObserveDeps,
  desired: DesiredState,
  record: Observation<ReconcilerRecord>,
): Promise<ActualState> {
  const recorded = record.kind === 'known' ? record.value : emptyRecord;
  const repositories = new Map<RepositoryKey, Observation<PublishedRepository>>();
  for (const repository of repositoriesToLookAt(desired, recorded)) {
    const seen = await attempt(() => observeRepository(deps, repository, recorded));
    repositories.set(repository.key, seen);
  }
  const pool = new Map<ReleaseId, Observation<PooledRelease | null>>();
  for (const { release } of desired.releases)
    pool.set(release.id, await attempt(() => deps.pool.describe(release.id)));
  return { record, repositories, pool, attempts: await attemptsOf(deps.ledger) };
}

function repositoriesToLookAt(desired: DesiredState, record: ReconcilerRecord): readonly Repository[] {
  const majors = desired.policy.majorReleases;
  const shared = [...majors.values()].flatMap(sharedRepositoriesOf);
  const own = desired.releases.flatMap(({ release }) => {
    const major = majors.get(release.content.majorRelease);
    return major === undefined ? [] : unverifiedRepositoriesOf(major, release);
  });
  return [...shared, ...own.filter((repository) => mayBePublished(repository, record))];
}

// The private repository of a release that has ended and whose removal is recorded needs no look.
function mayBePublished(repository: Repository, record: ReconcilerRecord): boolean {
  if (repository.release === null || record.generations.has(repository.key)) return true;
  const state = record.releases.get(repository.release)?.observed.state;
  return state === undefined || !isEndState(state);
}

// The ledger may be lost without harm, so an unreadable one only means that nothing waits for its next attempt.
async function attemptsOf(ledger: ObserveDeps['ledger']): Promise<ReadonlyMap<ReleaseId, Attempts>> {
  const seen = await attempt(() => ledger.attempts());
  return seen.kind === 'known' ? seen.value : new Map();
}
