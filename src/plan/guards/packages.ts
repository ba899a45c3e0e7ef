import { allowanceFor, allowHint, type Guards } from '../../domain/guards.ts';
import { platformOf, type RepositoryFormat } from '../../domain/major-release.ts';
import type { Member, PooledPackage } from '../../domain/member.ts';
import { known, type Observation } from '../../domain/observation.ts';
import { type ReleaseId, releaseTitle } from '../../domain/release.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { comparePackages, exactName, versionText } from '../../domain/version/compare-packages.ts';
import { type Course, idOf } from '../course.ts';
import { entryOf } from '../wanted-members.ts';
import type { Refusals } from './hold.ts';
import { nameAndArch, type Offer, packagesOf, type Shelf, type Sources, shelfOf } from './shelf.ts';

/** Whether a course would bring packages to clients of stage rollout or of production. */
export function bringsPackages({ decision }: Course): boolean {
  return decision.kind === 'take' && decision.step.transition.effect === 'move';
}

/** Asks about every course that would bring packages to clients; `together` says whether they come in one plan. */
export type PackageGuard = (courses: readonly Course[], how: { readonly together: boolean }) => Refusals;

/**
 * Makes the guard that compares packages. What a platform's clients are offered is laid out once, however often the
 * guard is asked: it refuses a release that brings an older package than production offers, or the same package with
 * other bytes; of two that enter together, the later one.
 */
export function packageGuard(sources: Sources, guards: Guards): PackageGuard {
  const shelves = new Map<string, Observation<Shelf>>();
  const lookUp: LookUp = ({ major }, { platform }) => {
    const key = `${major.key} ${platform}`;
    const shelf = shelves.get(key) ?? shelfOf(sources, major, platform);
    shelves.set(key, shelf);
    return shelf;
  };
  return (courses, { together }) => {
    const refused = new Map<ReleaseId, Verdict>();
    const entering = new Map<string, Offer>();
    for (const course of courses.filter(bringsPackages).sort(compareEntry)) {
      const brought = broughtBy(course, sources, lookUp);
      const verdict =
        brought.kind === 'unknown'
          ? cannotTell(brought.reason)
          : judge(course, brought.value, { guards, entering });
      if (verdict !== null) refused.set(idOf(course), verdict);
      else if (together && brought.kind === 'known') enter(brought.value, idOf(course), entering);
    }
    return refused;
  };
}

type LookUp = (course: Course, member: Member) => Observation<Shelf>;

/** A package that a release brings to a platform, beside what is offered there. */
interface Brought {
  readonly found: PooledPackage;
  readonly format: RepositoryFormat;
  readonly shelf: Shelf;
  /** Names the major release and the platform. */
  readonly place: string;
}

function compareEntry(a: Course, b: Course): number {
  return entryOf(a) - entryOf(b) || (idOf(a) < idOf(b) ? -1 : 1);
}

function broughtBy(course: Course, { actual }: Sources, lookUp: LookUp): Observation<readonly Brought[]> {
  const brought: Brought[] = [];
  for (const member of course.pooled?.members ?? []) {
    const packages = packagesOf(actual, member);
    if (packages.kind === 'unknown') return packages;
    const shelf = lookUp(course, member);
    if (shelf.kind === 'unknown') return shelf;
    const format = platformOf(course.major, member.platform)?.format ?? 'yum';
    const place = `${course.major.key} ${member.platform}`;
    brought.push(...packages.value.map((found) => ({ found, format, shelf: shelf.value, place })));
  }
  return known(brought);
}

function cannotTell(reason: string): Verdict {
  return {
    kind: 'cannot-tell',
    sentence: `its packages cannot be compared with those of clients: ${reason}`,
  };
}

interface Beside {
  readonly guards: Guards;
  /** What others bring in the same plan. */
  readonly entering: ReadonlyMap<string, Offer>;
}

function judge(course: Course, brought: readonly Brought[], { guards, entering }: Beside): Verdict | null {
  const others = brought.flatMap((one) => otherBytes(one, entering));
  if (others.length > 0)
    return {
      kind: 'blocked',
      sentence: `${others.length} of its ${brought.length} packages come with other bytes under a name that clients know: ${listed(others)}`,
      hint: 'a package that changes needs a new version or release number: reject this release and submit it anew; no line lets this through',
      cites: 'guards',
    };
  const wanted = { guard: 'downgrade', release: idOf(course) } as const;
  const older = brought.flatMap(olderThanOffered);
  if (older.length === 0 || allowanceFor(guards, wanted) !== undefined) return null;
  return {
    kind: 'blocked',
    sentence: `${older.length} of its ${brought.length} packages are older than in production: ${listed(older)}`,
    hint: `submit newer packages; ${allowHint(guards, wanted)}`,
    cites: 'guards',
  };
}

function otherBytes({ found, shelf, place }: Brought, entering: Beside['entering']): readonly string[] {
  const name = exactName(found);
  const other = [shelf.named.get(name), entering.get(`${place} ${name}`)].find(
    (offer) => offer !== undefined && offer.found.sha256 !== found.sha256,
  );
  return other === undefined ? [] : [`${name} of ${releaseTitle(other.release)}`];
}

function olderThanOffered({ found, format, shelf }: Brought): readonly string[] {
  const offer = shelf.newest.get(nameAndArch(found));
  if (offer === undefined || comparePackages(format, found, offer.found) >= 0) return [];
  const there = `${versionText(offer.found)} of ${releaseTitle(offer.release)}`;
  return [`${nameAndArch(found)} ${versionText(found)} (production has ${there})`];
}

const mostNamed = 3;

function listed(all: readonly string[]): string {
  const more = all.length - mostNamed;
  return [...all.slice(0, mostNamed), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function enter(brought: readonly Brought[], release: ReleaseId, entering: Map<string, Offer>): void {
  for (const { found, place } of brought) entering.set(`${place} ${exactName(found)}`, { found, release });
}
