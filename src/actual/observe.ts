import type { ActualState, AttemptKey, Attempts, PublishedRepository } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Instant } from '../domain/instant.ts';
import { isEndState } from '../domain/lifecycle.ts';
import { locationOf } from '../domain/location.ts';
import type { Member, MemberManifest, PooledRelease } from '../domain/member.ts';
import type { Observation } from '../domain/observation.ts';
import { emptyRecord, type ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import { allRepositoriesOf, type Repository, type RepositoryKey } from '../domain/repository.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Pool } from '../ports/pool.ts';
import type { RecordStore } from '../ports/record-store.ts';
import { attempt } from './attempt.ts';
import { eachOf } from './each-of.ts';
import { type Digests, openDigests, type ScrubLimits } from './file-digests.ts';
import { holdUnmarked, type MarkDeps } from './hold-unmarked.ts';
import { type LookDeps, observeRepository } from './observe-repository.ts';
import { poolDamage } from './pool-damage.ts';
import { timedDigests } from './timed-digests.ts';

const atOnce = 16;
const repositoriesAtOnce = 4;

/** What observing needs from outside. */
export interface ObserveDeps extends Omit<LookDeps, 'digests'>, MarkDeps {
  readonly pool: Pick<Pool, 'describe' | 'manifest' | 'packageFolder'>;
  readonly records: Pick<RecordStore, 'read'>;
  readonly ledger: Pick<Ledger, 'attempts' | 'seenFiles' | 'noteSeenFiles'>;
  readonly clock: Clock;
  /** Whether every file is read again now, whatever it looks like. */
  readonly scrub?: boolean;
}

/** Reads the record; what cannot be read is unknown, never empty. */
export async function observeRecord(
  deps: Pick<ObserveDeps, 'records'>,
): Promise<Observation<ReconcilerRecord>> {
  return attempt(() => deps.records.read());
}

/** Looks at everything that the desired state is compared with, but for the packages of single members. */
export async function observe(
  deps: ObserveDeps,
  desired: DesiredState,
  record: Observation<ReconcilerRecord>,
): Promise<ActualState> {
  const recorded = record.kind === 'known' ? record.value : emptyRecord;
  const digests = await openDigests(deps, limitsOf(deps, desired));
  const look = { ...deps, digests, pool: readingOnce(deps.pool) };
  const { repositories, readSince } = await observeRepositories(look, desired, recorded);
  const pool = await observePool(deps, desired);
  const damage = await observeDamage(look, pool, recorded);
  await digests.close();
  const attempts = await attemptsOf(deps.ledger);
  const seen = { record, repositories, readSince, pool, poolDamage: damage, unmarked: [], attempts };
  return holdUnmarked(deps, { ...seen, packages: new Map(), installability: new Map() });
}

async function observePool(
  deps: Pick<ObserveDeps, 'pool'>,
  { releases }: DesiredState,
): Promise<ActualState['pool']> {
  const ids = releases.map(({ release }) => release.id);
  const seen = await eachOf(
    ids,
    atOnce,
    async (id) => [id, await attempt(() => deps.pool.describe(id))] as const,
  );
  return new Map<ReleaseId, Observation<PooledRelease | null>>(seen);
}

async function observeDamage(
  deps: LookDeps,
  pool: ActualState['pool'],
  record: ReconcilerRecord,
): Promise<ActualState['poolDamage']> {
  const kept = [...pool].flatMap(([release, pooled]) => {
    const observed = record.releases.get(release)?.observed;
    // Nothing is published of a release that was given up, and gc will remove it.
    if (pooled.kind === 'unknown' || pooled.value === null || observed === undefined) return [];
    if (locationOf(observed) === 'nowhere' && !isWithdrawn(observed)) return [];
    return [[release, pooled.value] as const];
  });
  const seen = await eachOf(kept, atOnce, async ([release, pooled]) => {
    const found = await attempt(() => poolDamage(deps, pooled));
    return [release, found.kind === 'known' ? found.value : [found.reason]] as const;
  });
  const damaged = new Map<ReleaseId, readonly [string, ...string[]]>();
  for (const [release, [first, ...more]] of seen)
    if (first !== undefined) damaged.set(release, [first, ...more]);
  return damaged;
}

function limitsOf({ scrub }: ObserveDeps, { policy }: DesiredState): ScrubLimits {
  if (scrub === true) return { periodSeconds: 0, maxBytes: Number.POSITIVE_INFINITY };
  return { periodSeconds: policy.scrub.days * 86_400, maxBytes: policy.scrub.maxBytes };
}

async function observeRepositories(
  deps: LookDeps & { readonly digests: Digests },
  desired: DesiredState,
  record: ReconcilerRecord,
): Promise<Pick<ActualState, 'repositories' | 'readSince'>> {
  const keys = [...desired.policy.providers.values()].flatMap((provider) => provider.keys);
  const readSince = new Map<RepositoryKey, Instant>();
  const look = async (repository: Repository) => {
    const digests = timedDigests(deps.digests);
    const seen = await attempt(() => observeRepository({ ...deps, digests }, repository, { record, keys }));
    const since = digests.allReadSince();
    if (since !== null) readSince.set(repository.key, since);
    return [repository.key, seen] as const;
  };
  const seen = await eachOf(repositoriesToLookAt(desired, record), repositoriesAtOnce, look);
  return { repositories: new Map<RepositoryKey, Observation<PublishedRepository>>(seen), readSince };
}

/** Repositories share members, and no manifest changes during one look. */
function readingOnce(pool: ObserveDeps['pool']): LookDeps['pool'] {
  const manifests = new Map<string, Promise<MemberManifest>>();
  const read = (member: Pick<Member, 'release' | 'platform' | 'digest'>) => {
    const found = manifests.get(member.digest) ?? pool.manifest(member);
    manifests.set(member.digest, found);
    return found;
  };
  return { manifest: read, packageFolder: (release, platform) => pool.packageFolder(release, platform) };
}

function repositoriesToLookAt(
  { policy, releases }: DesiredState,
  record: ReconcilerRecord,
): readonly Repository[] {
  const all = allRepositoriesOf(
    policy.majorReleases,
    releases.map(({ release }) => release),
  );
  return all.filter((repository) => mayBePublished(repository, record));
}

// The private repository of a release that has ended and whose removal is recorded needs no look.
function mayBePublished(repository: Repository, record: ReconcilerRecord): boolean {
  if (repository.release === null || record.generations.has(repository.key)) return true;
  const state = record.releases.get(repository.release)?.observed.state;
  return state === undefined || !isEndState(state);
}

// The ledger may be lost without harm, so an unreadable one only means that nothing waits for its next attempt.
async function attemptsOf(ledger: ObserveDeps['ledger']): Promise<ReadonlyMap<AttemptKey, Attempts>> {
  const seen = await attempt(() => ledger.attempts());
  return seen.kind === 'known' ? seen.value : new Map();
}
