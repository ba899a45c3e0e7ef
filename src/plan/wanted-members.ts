import type { Member, PooledRelease } from '../domain/member.ts';
import type { PlatformKey, ReleaseId } from '../domain/release.ts';
import { areaOf, type Repository } from '../domain/repository.ts';
import { type Course, idOf, plannedLocation } from './course.ts';

/** A release that belongs into a repository. */
export interface Wanted {
  readonly member: Member;
  /** Order of entry among new members. */
  readonly position: number;
}

/** What one repository should hold: who belongs in it, who stays if it is there; everybody else leaves. */
export interface WantedMembers {
  readonly inside: ReadonlyMap<ReleaseId, Wanted>;
  readonly asItIs: ReadonlySet<ReleaseId>;
}

/** What a repository should hold when the courses have been taken. */
export function wantedMembers(
  repository: Repository,
  courses: readonly Course[],
  untouchable: ReadonlySet<ReleaseId>,
): WantedMembers {
  const inside = new Map<ReleaseId, Wanted>();
  const asItIs = new Set<ReleaseId>(untouchable);
  for (const course of courses) {
    const location = plannedLocation(course);
    if (location === 'as-is') asItIs.add(idOf(course));
    if (location !== repository.stage || !belongs(repository, course)) continue;
    const member = memberOf(course.pooled, repository.platform);
    // A member whose pool cannot be read stays if it is there; it is never taken out for that.
    if (course.pooled === null) asItIs.add(idOf(course));
    else if (member !== undefined) inside.set(idOf(course), { member, position: entryOf(course) });
  }
  return { inside, asItIs };
}

/** The same in a repository that holds still for all but a few: who is there stays, and nobody else comes. */
export function onlyMoving(
  present: readonly Member[],
  wanted: WantedMembers,
  movers: ReadonlySet<ReleaseId>,
): WantedMembers {
  const there = present.map(({ release }) => release);
  const staying = there.filter((release) => !movers.has(release));
  const known = new Set([...movers, ...there]);
  return {
    inside: new Map([...wanted.inside].filter(([release]) => known.has(release))),
    asItIs: new Set([...wanted.asItIs, ...staying]),
  };
}

/**
 * The members of the next generation: those who stay keep their order, new ones go last in order of entry, so that
 * appending stays cheap and a replay gives the same bytes.
 */
export function nextMembers(present: readonly Member[], wanted: WantedMembers): readonly Member[] {
  const staying = present.filter(({ release }) => wanted.inside.has(release) || wanted.asItIs.has(release));
  const there = new Set(staying.map((member) => member.release));
  const entering = [...wanted.inside.values()]
    .filter(({ member }) => !there.has(member.release))
    .sort((a, b) => a.position - b.position || (a.member.release < b.member.release ? -1 : 1))
    .map(({ member }) => member);
  return [...staying, ...entering];
}

function belongs(repository: Repository, course: Course): boolean {
  const { content } = course.desired.release;
  if (repository.majorRelease !== course.major.key) return false;
  if (repository.release !== null) return repository.release === idOf(course);
  return repository.area === null || repository.area === areaOf(content.type);
}

function memberOf(pooled: PooledRelease | null, platform: PlatformKey): Member | undefined {
  return pooled?.members.find((member) => member.platform === platform);
}

/** The position on main of the edit by which a course enters a repository. */
export function entryOf(course: Course): number {
  const { decision, walk } = course;
  if (decision.kind === 'take') return decision.step.edit.position;
  return walk.state.state === 'Deferred' ? walk.state.position : 0;
}
