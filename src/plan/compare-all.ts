import { generationDigest } from '../domain/generation.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository, RepositoryKey } from '../domain/repository.ts';
import { compareRepository } from './compare-repository.ts';
import { type Course, idOf } from './course.ts';
import type { Situation } from './decide.ts';
import { freezeOf } from './guards/frozen.ts';
import type { RepositoryDifference } from './make-actions.ts';
import { repositoriesOf } from './repositories.ts';
import { wantedMembers } from './wanted-members.ts';

/** The courses as decided so far, and what holds still whatever they say. */
export interface Courses {
  readonly courses: readonly Course[];
  readonly untouchable: ReadonlySet<ReleaseId>;
  readonly kept: ReadonlyMap<RepositoryKey, unknown>;
}

/** Every repository with what has to be done about it. */
export function compareAll(situation: Situation, courses: Courses): readonly RepositoryDifference[] {
  const { policy } = situation.desired;
  return repositoriesOf(policy, courses.courses).flatMap((repository) => {
    const major = policy.majorReleases.get(repository.majorRelease);
    if (major === undefined) return [];
    return [{ repository, major, difference: compareOne(situation, courses, { repository, major }) }];
  });
}

function compareOne(
  { actual, record, desired, now }: Situation,
  courses: Courses,
  { repository, major }: { readonly repository: Repository; readonly major: MajorRelease },
) {
  const recorded = record.generations.get(repository.key) ?? null;
  const absent = { kind: 'known', value: { state: 'absent' } } as const;
  const frozen = freezeOf(desired.policy.guards, major) !== undefined;
  return compareRepository({
    repository,
    seen: actual.repositories.get(repository.key) ?? absent,
    recorded,
    recordedDigest: recorded === null ? null : generationDigest(recorded.generation),
    wanted: wantedMembers(repository, courses.courses, courses.untouchable),
    movers: courses.kept.has(repository.key) ? new Set() : frozen ? takersOf(courses.courses) : null,
    validDays: major.validDays,
    drift: major.drift,
    frozen: frozenIn(actual),
    stateOf: (release) => record.releases.get(release)?.observed,
    now,
  });
}

// Nothing is made again from bytes that nobody can vouch for.
function frozenIn({ pool, poolDamage }: Situation['actual']): ReadonlySet<ReleaseId> {
  const unknown = [...pool].filter(([, pooled]) => pooled.kind === 'unknown').map(([release]) => release);
  return new Set([...poolDamage.keys(), ...unknown]);
}

// During a freeze nothing moves but what was let through.
function takersOf(courses: readonly Course[]): ReadonlySet<ReleaseId> {
  return new Set(courses.filter(({ decision }) => decision.kind === 'take').map(idOf));
}
