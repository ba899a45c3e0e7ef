import type { ActualState } from '../../domain/actual-state.ts';
import { type MajorRelease, platformOf } from '../../domain/major-release.ts';
import type { Member, PackageIdentity, PooledPackage } from '../../domain/member.ts';
import type { Observation } from '../../domain/observation.ts';
import { known, unknown } from '../../domain/observation.ts';
import type { ReconcilerRecord } from '../../domain/record.ts';
import type { PlatformKey, ReleaseId } from '../../domain/release.ts';
import { releaseTitle } from '../../domain/release.ts';
import { type RepositoryKey, sharedRepositoriesOf } from '../../domain/repository.ts';
import { comparePackages, exactName } from '../../domain/version/compare-packages.ts';

/** A package and the release that brings it. */
export interface Offer {
  readonly found: PooledPackage;
  readonly release: ReleaseId;
}

/** What clients of one platform are offered together: base, updates and stage rollout. */
export interface Shelf {
  /** The newest of each name and architecture in production. */
  readonly newest: ReadonlyMap<string, Offer>;
  /** One of each name, version and architecture. */
  readonly named: ReadonlyMap<string, Offer>;
}

/** Where the world is looked up. */
export interface Sources {
  readonly actual: Pick<ActualState, 'repositories' | 'packages'>;
  readonly record: Pick<ReconcilerRecord, 'generations'>;
}

/** The members that a repository has; where it cannot be seen, those that are recorded. */
export function publishedMembers({ actual, record }: Sources, key: RepositoryKey): readonly Member[] {
  const seen = actual.repositories.get(key);
  const published = seen?.kind === 'known' && seen.value.state === 'published' ? seen.value.generation : null;
  return (published ?? record.generations.get(key)?.generation)?.members ?? [];
}

/** The members that stand in the shared repositories of a platform, production first. */
export function membersOnShelf(
  sources: Sources,
  major: MajorRelease,
  platform: PlatformKey,
): readonly { readonly member: Member; readonly isProduction: boolean }[] {
  return sharedRepositoriesOf(major)
    .filter((repository) => repository.platform === platform)
    .flatMap(({ key, stage }) =>
      publishedMembers(sources, key).map((member) => ({ member, isProduction: stage === 'production' })),
    );
}

/** The packages of a member; unknown where they were not read. */
export function packagesOf(
  { packages }: Pick<ActualState, 'packages'>,
  member: Member,
): Observation<readonly PooledPackage[]> {
  const found = packages.get(member.digest) ?? unknown('they were not read');
  if (found.kind === 'known') return found;
  return unknown(`the packages of ${releaseTitle(member.release)} cannot be read: ${found.reason}`);
}

/** The packages of several members, each with its release; unknown as soon as those of one are. */
export function offersOf(
  actual: Pick<ActualState, 'packages'>,
  members: readonly Member[],
): Observation<readonly Offer[]> {
  const offers: Offer[] = [];
  for (const member of members) {
    const packages = packagesOf(actual, member);
    if (packages.kind === 'unknown') return packages;
    offers.push(...packages.value.map((found) => ({ found, release: member.release })));
  }
  return known(offers);
}

/** Lays out what a platform's clients are offered. */
export function shelfOf(sources: Sources, major: MajorRelease, platform: PlatformKey): Observation<Shelf> {
  const format = platformOf(major, platform)?.format ?? 'yum';
  const newest = new Map<string, Offer>();
  const named = new Map<string, Offer>();
  for (const { member, isProduction } of membersOnShelf(sources, major, platform)) {
    const packages = packagesOf(sources.actual, member);
    if (packages.kind === 'unknown') return packages;
    for (const found of packages.value) {
      const offer = { found, release: member.release };
      if (!named.has(exactName(found))) named.set(exactName(found), offer);
      const other = newest.get(nameAndArch(found));
      if (isProduction && (other === undefined || comparePackages(format, found, other.found) > 0))
        newest.set(nameAndArch(found), offer);
    }
  }
  return known({ newest, named });
}

/** `voms-server.x86_64`. */
export function nameAndArch({ name, arch }: PackageIdentity): string {
  return `${name}.${arch}`;
}
