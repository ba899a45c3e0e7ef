import type { Collection, Kept, PoolContents, PoolEntry, Removal } from '../domain/collection.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import { isEndState } from '../domain/lifecycle.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import type { Policy } from '../domain/policy.ts';
import type { ReconcilerRecord, ReleaseRecord, Visit } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import { isWithdrawn } from '../domain/withdrawal.ts';

/** What a collection is planned from. */
export interface CollectionFacts {
  readonly policy: Policy;
  readonly record: ReconcilerRecord;
  readonly pool: PoolContents;
}

/**
 * Which releases may leave the pool: those that ended long enough ago and that no kept generation names. Whatever
 * cannot be told keeps its release. Pure.
 */
export function planCollection(facts: CollectionFacts, now: Instant): Collection {
  const removals: Removal[] = [];
  const kept: Kept[] = [];
  for (const entry of facts.pool.releases) {
    const judged = judgeEntry(entry, facts, now);
    if (judged.kind === 'remove') removals.push(judged.removal);
    else kept.push({ ...entry, why: judged.why, until: judged.until });
  }
  return { removals, kept };
}

type Judged =
  | { readonly kind: 'remove'; readonly removal: Removal }
  | { readonly kind: 'keep'; readonly why: string; readonly until: Instant | null };

function judgeEntry(entry: PoolEntry, { policy, record, pool }: CollectionFacts, now: Instant): Judged {
  const recorded = record.releases.get(entry.release);
  if (recorded === undefined) return keep('the record does not know it yet');
  const { state } = recorded.observed;
  if (isWithdrawn(recorded.observed)) return keep('it is withdrawn from production, and may come back');
  if (state === 'Production') return keep('it is in production');
  if (!isEndState(state)) return keep(`it is open: ${state}`);
  const major = policy.majorReleases.get(majorOf(entry.release));
  if (major === undefined) return keep(`stagepost.yaml says no retention for ${majorOf(entry.release)}`);
  const named = namedBy(entry.release, record, pool);
  if (named !== null) return keep(named);
  const ended = lastVisit(recorded).entered;
  const until = plusSeconds(ended, retentionDays(major, recorded) * 86_400);
  if (now < until) return { kind: 'keep', why: `${state} since ${ended}`, until };
  return { kind: 'remove', removal: { ...entry, state, ended } };
}

function keep(why: string): Judged {
  return { kind: 'keep', why, until: null };
}

function majorOf(release: ReleaseId): string {
  return release.slice(0, release.indexOf('/'));
}

// A generation that can be read again, or made again, needs the packages of all its members.
function namedBy(release: ReleaseId, record: ReconcilerRecord, pool: PoolContents): string | null {
  for (const [repository, { generation }] of record.generations)
    if (generation.members.some((member) => member.release === release))
      return `the recorded generation of ${repository} names it`;
  for (const [repository, seen] of pool.keptIn) {
    if (seen.kind === 'unknown') return `it cannot be told what ${repository} still names: ${seen.reason}`;
    if (seen.value.has(release)) return `a generation that ${repository} keeps names it`;
  }
  return null;
}

function retentionDays({ retention }: MajorRelease, recorded: ReleaseRecord): number {
  const reached = recorded.visits.some(({ state }) => state === 'StageRollout');
  return reached ? retention.stageRollout : retention.unverified;
}

function lastVisit({ visits }: ReleaseRecord): Visit {
  return visits.at(-1) ?? visits[0];
}
