import type { Generation } from '../../domain/generation.ts';
import { type Instant, plusSeconds } from '../../domain/instant.ts';
import type { MajorRelease } from '../../domain/major-release.ts';
import type { Observation } from '../../domain/observation.ts';
import type { ScrubPolicy } from '../../domain/policy.ts';
import { type ReleaseId, releaseTitle } from '../../domain/release.ts';
import { allRepositoriesOf, type Repository, type RepositoryKey } from '../../domain/repository.ts';
import { statusView } from '../status-view.ts';
import { type ClientTruth, clientReadings, type ReadingRow } from './client-truth.ts';
import { type GenerationRow, generationRows } from './generations-view.ts';
import { bytesOf } from './packages-view.ts';
import { viewFor } from './public-part.ts';
import { type RepositoryState, repositoryState } from './repository-state.ts';
import { seenOf } from './seen.ts';
import type { ClientFile, Served } from './served.ts';
import type { Seen, Snapshot, Viewer } from './snapshot.ts';

/** A release in a repository. */
export interface MemberRow {
  readonly release: ReleaseId;
  readonly title: string;
  readonly packages: number;
  /** Null where its packages were not read. */
  readonly bytes: number | null;
  /** When it entered the state in which it is there; null where the record does not say. */
  readonly since: Instant | null;
}

/** A repository in a list. */
export interface RepositoryRow {
  readonly repository: RepositoryKey;
  readonly title: string;
  readonly major: string;
  readonly generation: number | null;
  readonly members: number;
  readonly packages: number;
  readonly state: RepositoryState;
}

/** Everything about one repository. */
export interface RepositoryView {
  readonly seen: Seen;
  readonly repository: Repository;
  readonly state: RepositoryState;
  readonly url: string | null;
  readonly clientFile: ClientFile | null;
  /** The generation that is recorded; null before the first. */
  readonly generation: {
    readonly number: number;
    readonly date: Instant;
    readonly commit: string;
    readonly plan: string;
    /** Bytes of its metadata. */
    readonly indexBytes: number;
    /** When clients of apt refuse it unless it is renewed; null for yum. */
    readonly validUntil: Instant | null;
  } | null;
  readonly members: readonly MemberRow[];
  /** Newest first, the present one among them. */
  readonly generations: Observation<readonly GenerationRow[]>;
  readonly kept: number;
  readonly drift: MajorRelease['drift'];
  readonly scrub: ScrubPolicy;
  /** When every entry was compared last; null where it could not be. */
  readonly comparedAt: Instant | null;
  /** Since when every byte has been read at least once; null where that is not known. */
  readonly readSince: Instant | null;
  /** What real clients read there now. */
  readonly clientTruth: Observation<readonly ReadingRow[]>;
  /** The other shared repositories of the major release. */
  readonly others: readonly RepositoryRow[];
}

/** What a page about one repository needs beside the snapshot. */
export interface RepositoryFacts {
  readonly repository: RepositoryKey;
  readonly served: Served;
  /** Its generations as far as somebody has read them. */
  readonly generations: Observation<readonly Generation[]>;
  readonly truth: ClientTruth;
}

/** What is known of a repository; null where there is none of that key, or none that the viewer may know of. */
export function repositoryView(
  snapshot: Snapshot,
  facts: RepositoryFacts,
  viewer: Viewer,
): RepositoryView | null {
  return viewFor(viewer, snapshot, (part) => makeView(part, facts));
}

/** The shared repositories of every major release, in the order of policy. */
export function repositoryRows(snapshot: Snapshot): readonly RepositoryRow[] {
  const { policy } = snapshot.desired;
  return allRepositoriesOf(policy.majorReleases, []).map((each) => rowOf(each, snapshot));
}

function makeView(snapshot: Snapshot, facts: RepositoryFacts): RepositoryView | null {
  const { desired, actual, record, plan } = snapshot;
  const { policy } = desired;
  const releases = desired.releases.map(({ release }) => release);
  const found = allRepositoriesOf(policy.majorReleases, releases).find(({ key }) => key === facts.repository);
  const major = policy.majorReleases.get(found?.majorRelease ?? '');
  if (found === undefined || major === undefined) return null;
  const generation = record.generations.get(found.key)?.generation;
  const served = facts.served.get(found.key);
  const others = repositoryRows(snapshot).filter(
    (row) => row.repository !== found.key && row.major === major.key,
  );
  return {
    seen: seenOf(snapshot, statusView(desired, record, plan)),
    repository: found,
    state: repositoryState(found.key, actual.repositories.get(found.key), plan),
    url: served?.url ?? null,
    clientFile: served?.clientFile ?? null,
    generation: generation === undefined ? null : describe(generation, found, major),
    members: generation?.members.map((member) => memberRow(member, found, snapshot)) ?? [],
    generations:
      facts.generations.kind === 'known'
        ? { kind: 'known', value: generationRows(facts.generations.value) }
        : facts.generations,
    kept: major.keepGenerations,
    drift: major.drift,
    scrub: policy.scrub,
    comparedAt: actual.repositories.get(found.key)?.kind === 'known' ? snapshot.at : null,
    readSince: actual.readSince.get(found.key) ?? null,
    clientTruth: clientReadings(found, snapshot, facts.truth),
    others,
  };
}

function describe(
  { number, date, commit, plan, files }: Generation,
  { format }: Repository,
  { validDays }: MajorRelease,
): RepositoryView['generation'] {
  const indexBytes = files.reduce((sum, { size }) => sum + size, 0);
  const validUntil = format === 'apt' ? plusSeconds(date, validDays * 86_400) : null;
  return { number, date, commit, plan, indexBytes, validUntil };
}

function memberRow(
  member: Generation['members'][number],
  { stage }: Repository,
  { record, actual }: Snapshot,
): MemberRow {
  const state =
    stage === 'production' ? 'Production' : stage === 'stage-rollout' ? 'StageRollout' : 'Unverified';
  const visits = record.releases.get(member.release)?.visits ?? [];
  return {
    release: member.release,
    title: releaseTitle(member.release),
    packages: member.packages,
    bytes: bytesOf(member, actual.packages),
    since: visits.findLast((visit) => visit.state === state)?.entered ?? null,
  };
}

function rowOf({ key, title, majorRelease }: Repository, { actual, record, plan }: Snapshot): RepositoryRow {
  const generation = record.generations.get(key)?.generation;
  const members = generation?.members ?? [];
  return {
    repository: key,
    title,
    major: majorRelease,
    generation: generation?.number ?? null,
    members: members.length,
    packages: members.reduce((sum, { packages }) => sum + packages, 0),
    state: repositoryState(key, actual.repositories.get(key), plan),
  };
}
