import { Gauge, type Registry } from 'prom-client';
import { type Instant, msOf, plusSeconds } from '../../domain/instant.ts';
import { allRepositoriesOf, type Repository } from '../../domain/repository.ts';
import { repositoryList } from '../../report/views/repository-list.ts';
import type { Snapshot } from '../../report/views/snapshot.ts';

/** What is measured of repositories; only shared ones are named, because the names of others may be private. */
export function repositoryGauges(registry: Registry): (snapshot: Snapshot, now: Instant) => void {
  const registers = [registry];
  const all = new Gauge({
    name: 'stagepost_repositories',
    help: 'Repositories by how what is published compares with what was recorded.',
    labelNames: ['condition'],
    registers,
  });
  const held = new Gauge({
    name: 'stagepost_repositories_held',
    help: 'Repositories that stay as they are, because they cannot be judged or a guard holds them.',
    registers,
  });
  const age = new Gauge({
    name: 'stagepost_generation_age_seconds',
    help: 'Age of the live generation of a shared repository.',
    labelNames: ['repository'],
    registers,
  });
  const validUntil = new Gauge({
    name: 'stagepost_valid_until_timestamp_seconds',
    help: 'When clients begin to refuse the metadata of a shared apt repository.',
    labelNames: ['repository'],
    registers,
  });
  return (snapshot, now) => {
    for (const gauge of [all, age, validUntil]) gauge.reset();
    const conditions = ['as-recorded', 'different', 'absent', 'unknown'] as const;
    for (const condition of conditions) all.set({ condition }, 0);
    for (const { condition } of repositoryList(snapshot, { urlOf: () => '', truth: new Map() }))
      all.inc({ condition });
    held.set(snapshot.plan.heldRepositories.length);
    for (const repository of sharedOf(snapshot)) {
      const date = snapshot.record.generations.get(repository.key)?.generation.date;
      if (date === undefined) continue;
      age.set({ repository: repository.key }, (msOf(now) - msOf(date)) / 1000);
      const until = validUntilOf(snapshot, repository, date);
      if (until !== null) validUntil.set({ repository: repository.key }, msOf(until) / 1000);
    }
  };
}

function sharedOf({ desired }: Snapshot): readonly Repository[] {
  return allRepositoriesOf(desired.policy.majorReleases, []);
}

function validUntilOf(
  { desired }: Snapshot,
  { format, majorRelease }: Repository,
  date: Instant,
): Instant | null {
  const days = desired.policy.majorReleases.get(majorRelease)?.validDays;
  return format === 'yum' || days === undefined ? null : plusSeconds(date, days * 86_400);
}
