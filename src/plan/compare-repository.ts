import type { PublishedRepository } from '../domain/actual-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import { digestOfValue } from '../domain/digest.ts';
import type { Generation } from '../domain/generation.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { ObservedState } from '../domain/lifecycle.ts';
import type { DriftMode } from '../domain/major-release.ts';
import type { Member } from '../domain/member.ts';
import type { Observation } from '../domain/observation.ts';
import type { RecordedGeneration } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository } from '../domain/repository.ts';
import { adoptionAdvice } from './adopt-reality.ts';
import { nextMembers, onlyMoving, type WantedMembers } from './wanted-members.ts';

/** What a repository is compared with. */
export interface RepositoryFacts {
  readonly repository: Repository;
  readonly seen: Observation<PublishedRepository>;
  readonly recorded: RecordedGeneration | null;
  /** Digest of the recorded generation.json; null when nothing is recorded. */
  readonly recordedDigest: Sha256 | null;
  readonly wanted: WantedMembers;
  /** The only releases that may come or go while everything else holds still; null where nothing does. */
  readonly movers: ReadonlySet<ReleaseId> | null;
  readonly validDays: number;
  readonly drift: DriftMode;
  /** Releases of which the pool has no sound copy at the moment. */
  readonly frozen: ReadonlySet<ReleaseId>;
  readonly now: Instant;
  /** The recorded state of a release. */
  readonly stateOf: (release: ReleaseId) => ObservedState | undefined;
}

/** What has to be done about one repository. */
export type Difference =
  | { readonly kind: 'hold'; readonly sentence: string }
  /** Nothing, or nothing but writing down what an interrupted cycle published. */
  | { readonly kind: 'same'; readonly unrecorded: Generation | null }
  | { readonly kind: 'retire' }
  | {
      readonly kind: 'restore';
      readonly generation: Generation;
      readonly why: string;
      readonly remove: readonly string[];
    }
  | {
      readonly kind: 'publish';
      readonly unrecorded: Generation | null;
      readonly base: Base | null;
      readonly members: readonly Member[];
    };

/** The generation that the next one follows. */
export interface Base {
  readonly generation: Generation;
  readonly digest: Sha256;
}

/** Compares what a repository should hold with what is published and what is recorded. */
export function compareRepository(facts: RepositoryFacts): Difference {
  if (facts.seen.kind === 'unknown') return { kind: 'hold', sentence: facts.seen.reason };
  const seen = facts.seen.value;
  const standing = standingOf(facts, seen);
  const present = standing.base?.generation.members ?? [];
  const wanted = facts.movers === null ? facts.wanted : onlyMoving(present, facts.wanted, facts.movers);
  const members = nextMembers(present, wanted);
  if (facts.repository.stage === 'unverified' && members.length === 0)
    return seen.state === 'absent' && facts.recorded === null
      ? { kind: 'same', unrecorded: null }
      : { kind: 'retire' };
  // Whoever wants reality adopted decides about it first; until git agrees, a publication would put something else in
  // its place.
  if (facts.drift === 'adopt' && standing.damage !== null && standing.base !== null && !isLive(seen, members))
    return { kind: 'hold', sentence: adoptionSentence(facts, standing.damage, standing.base) };
  const changed = standing.base === null || !isSameMembers(present, members) || isAging(standing.base, facts);
  if (changed) return { kind: 'publish', unrecorded: standing.unrecorded, base: standing.base, members };
  if (standing.damage !== null && standing.base !== null)
    return mended(facts, { damage: standing.damage, generation: standing.base.generation });
  return { kind: 'same', unrecorded: standing.unrecorded };
}

function mended(
  { drift, seen, frozen }: RepositoryFacts,
  { damage, generation }: { readonly damage: string; readonly generation: Generation },
): Difference {
  if (drift === 'observe')
    return { kind: 'hold', sentence: `it is not as it was published, and only observed: ${damage}` };
  const missing = generation.members.map(({ release }) => release).filter((release) => frozen.has(release));
  if (missing.length > 0)
    return {
      kind: 'hold',
      sentence: `${damage}; it is made again when the pool has ${missing.join(', ')} as fetched`,
    };
  const remove = seen.kind === 'unknown' || seen.value.state === 'absent' ? [] : seen.value.strange;
  return { kind: 'restore', generation, why: damage, remove };
}

interface Standing {
  readonly base: Base | null;
  /** A sound generation that is published and not recorded. */
  readonly unrecorded: Generation | null;
  /** Why the published tree is not what it should be; null when it is. */
  readonly damage: string | null;
}

function standingOf(facts: RepositoryFacts, seen: PublishedRepository): Standing {
  const recorded = recordedBase(facts);
  if (seen.state === 'absent')
    return {
      base: recorded,
      unrecorded: null,
      damage: recorded === null ? null : 'the published tree is gone',
    };
  if (seen.state === 'strange') return { base: recorded, unrecorded: null, damage: damageText(seen.damage) };
  const published = { generation: seen.generation, digest: seen.digest };
  if (seen.digest === facts.recordedDigest)
    return { base: published, unrecorded: null, damage: damageText(seen.damage) };
  if (!follows(published, recorded))
    return {
      base: recorded,
      unrecorded: null,
      damage: 'another generation is published than the recorded one',
    };
  // A switched generation that an interrupted cycle could not record; a damaged one is replaced by the next.
  return seen.damage.length === 0
    ? { base: published, unrecorded: seen.generation, damage: null }
    : { base: recorded, unrecorded: null, damage: damageText(seen.damage) };
}

/** Whether another generation than the recorded one is live, with the releases that git asks for now. */
function isLive(seen: PublishedRepository, members: readonly Member[]): boolean {
  if (seen.state !== 'strange' || seen.live === null) return false;
  const there = new Set(seen.live.members.map(({ release }) => release));
  const asked = new Set(members.map(({ release }) => release));
  return there.size === asked.size && [...asked].every((release) => there.has(release));
}

function adoptionSentence(facts: RepositoryFacts, damage: string, { generation }: Base): string {
  const seen = facts.seen.kind === 'known' ? facts.seen.value : { state: 'absent' as const };
  const live = seen.state === 'strange' ? seen.live : null;
  const { repository, stateOf } = facts;
  const advice = adoptionAdvice({ repository, live, recorded: generation, stateOf });
  return `it is not as it was published: ${damage}; ${advice}`;
}

function damageText([first, ...more]: readonly string[]): string | null {
  if (first === undefined) return null;
  return more.length === 0 ? first : `${first}; ${more.length} more`;
}

function recordedBase(facts: RepositoryFacts): Base | null {
  if (facts.recorded === null || facts.recordedDigest === null) return null;
  return { generation: facts.recorded.generation, digest: facts.recordedDigest };
}

function follows(published: Base, recorded: Base | null): boolean {
  if (recorded === null) return true;
  const { generation } = published;
  return generation.previous === recorded.digest && generation.number === recorded.generation.number + 1;
}

function isSameMembers(a: readonly Member[], b: readonly Member[]): boolean {
  return digestOfValue(a) === digestOfValue(b);
}

// apt refuses metadata after Valid-Until; it is made anew before half of its life is over.
function isAging(base: Base, facts: RepositoryFacts): boolean {
  if (facts.repository.format !== 'apt') return false;
  return plusSeconds(base.generation.date, (facts.validDays * 86_400) / 2) <= facts.now;
}
