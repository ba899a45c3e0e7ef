import { generationDigest } from '../domain/generation.ts';
import type { MajorRelease } from '../domain/major-release.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { Repository, RepositoryKey } from '../domain/repository.ts';
import { compareRepository } from './compare-repository.ts';
import { type Course, idOf, plannedLocation } from './course.ts';
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
  const concerned = coursesBy(courses.courses);
  const frozen = frozenIn(situation.actual);
  return repositoriesOf(policy, courses.courses).flatMap((repository) => {
    const major = policy.majorReleases.get(repository.majorRelease);
    if (major === undefined) return [];
    const own = { ...courses, courses: concerned(repository) };
    const takers = courses.courses;
    return [
      { repository, major, difference: compareOne(situation, own, { repository, major, frozen, takers }) },
    ];
  });
}

/** The courses that have a say in a repository, in their order: most releases have none in most of them. */
function coursesBy(courses: readonly Course[]): (repository: Repository) => readonly Course[] {
  const byMajor = Map.groupBy(courses, ({ major }) => major.key);
  const byRelease = new Map(courses.map((course) => [idOf(course), course]));
  // One that stays where it is stays so in every repository.
  const staying = courses.filter((course) => plannedLocation(course) === 'as-is');
  const known = new Map<string, readonly Course[]>();
  const shared = (major: string) => {
    const own = new Set([...(byMajor.get(major) ?? []), ...staying]);
    return [...own];
  };
  return ({ release, majorRelease }) => {
    if (release !== null) {
      const own = byRelease.get(release);
      return [...new Set([...(own === undefined ? [] : [own]), ...staying])];
    }
    const found = known.get(majorRelease) ?? shared(majorRelease);
    known.set(majorRelease, found);
    return found;
  };
}

interface Compared {
  readonly repository: Repository;
  readonly major: MajorRelease;
  readonly frozen: ReadonlySet<ReleaseId>;
  readonly takers: readonly Course[];
}

function compareOne(
  { record, actual, desired, now }: Situation,
  courses: Courses,
  { repository, major, frozen, takers }: Compared,
) {
  const recorded = record.generations.get(repository.key) ?? null;
  const absent = { kind: 'known', value: { state: 'absent' } } as const;
  const isFrozen = freezeOf(desired.policy.guards, major) !== undefined;
  return compareRepository({
    repository,
    seen: actual.repositories.get(repository.key) ?? absent,
    recorded,
    recordedDigest: recorded === null ? null : generationDigest(recorded.generation),
    wanted: wantedMembers(repository, courses.courses, courses.untouchable),
    movers: courses.kept.has(repository.key) ? new Set() : isFrozen ? takersOf(takers) : null,
    validDays: major.validDays,
    drift: major.drift,
    frozen,
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
