import type { PublishedRepository } from '../../domain/actual-state.ts';
import type { Generation } from '../../domain/generation.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Observation } from '../../domain/observation.ts';
import { allRepositoriesOf, type Repository, type RepositoryKey } from '../../domain/repository.ts';
import { type ClientTruth, clientReadings, type ReadingRow } from './client-truth.ts';
import type { Snapshot } from './snapshot.ts';

/** How a published tree compares with the record. */
export type RepositoryCondition = 'as-recorded' | 'different' | 'absent' | 'unknown';

/** One repository in a list. */
export interface RepositoryItem {
  readonly repository: RepositoryKey;
  readonly title: string;
  readonly stage: Repository['stage'];
  readonly majorRelease: string;
  readonly platform: string;
  readonly area: Repository['area'];
  readonly format: Repository['format'];
  /** Where clients find it. */
  readonly url: string;
  /** Null before the first publication. */
  readonly generation: {
    readonly number: number;
    readonly date: Instant;
    readonly commit: string;
    readonly members: number;
    readonly packages: number;
  } | null;
  readonly condition: RepositoryCondition;
  /** What is not as recorded, or why that cannot be told; one sentence each. */
  readonly differences: readonly string[];
  /** Why it stays as it is; null when nothing holds it. */
  readonly held: string | null;
  /** What clients read there; null where that is not known. */
  readonly clients: readonly ReadingRow[] | null;
}

/** Every repository that policy names, in order of its key. */
export function repositoryList(
  snapshot: Snapshot,
  { urlOf, truth }: { readonly urlOf: (repository: Repository) => string; readonly truth: ClientTruth },
): readonly RepositoryItem[] {
  const { desired, actual, record, plan } = snapshot;
  const releases = desired.releases.map(({ release }) => release);
  const held = new Map(plan.heldRepositories.map((each) => [each.repository, each.sentence]));
  return allRepositoriesOf(desired.policy.majorReleases, releases)
    .filter(({ key }) => record.generations.has(key) || actual.repositories.has(key))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((repository) => {
      const readings = clientReadings(repository, snapshot, truth);
      return {
        ...itemOf(repository, snapshot, urlOf(repository)),
        held: held.get(repository.key) ?? null,
        clients: readings.kind === 'known' ? readings.value : null,
      };
    });
}

/** The recorded generation of every repository, in order of its key. */
export function generationList({ record }: Snapshot): readonly Generation[] {
  return [...record.generations.values()]
    .map(({ generation }) => generation)
    .sort((a, b) => (a.repository < b.repository ? -1 : 1));
}

function itemOf(
  repository: Repository,
  { record, actual }: Snapshot,
  url: string,
): Omit<RepositoryItem, 'held' | 'clients'> {
  const { key, title, stage, majorRelease, platform, area, format } = repository;
  const generation = record.generations.get(key)?.generation;
  const seen = actual.repositories.get(key);
  return {
    repository: key,
    ...{ title, stage, majorRelease, platform, area, format, url },
    generation: generation === undefined ? null : summaryOf(generation),
    condition: conditionOf(seen),
    differences: differencesOf(seen),
  };
}

function summaryOf({ number, date, commit, members }: Generation): RepositoryItem['generation'] {
  const packages = members.reduce((sum, member) => sum + member.packages, 0);
  return { number, date, commit, members: members.length, packages };
}

function conditionOf(seen: Observation<PublishedRepository> | undefined): RepositoryCondition {
  if (seen === undefined || seen.kind === 'unknown') return 'unknown';
  const { value } = seen;
  if (value.state === 'absent') return 'absent';
  const isWhole = value.state === 'published' && value.damage.length === 0 && value.strange.length === 0;
  return isWhole ? 'as-recorded' : 'different';
}

function differencesOf(seen: Observation<PublishedRepository> | undefined): readonly string[] {
  if (seen === undefined) return [];
  if (seen.kind === 'unknown') return [seen.reason];
  if (seen.value.state === 'absent') return [];
  return [...seen.value.damage, ...seen.value.strange.map((path) => `${path} has no place here`)];
}
