import type { ChangedPackage, OfferChanges, OfferedPackage } from '../../domain/client-view.ts';
import type { RepositoryFormat } from '../../domain/major-release.ts';
import { archOf, type PlatformKey } from '../../domain/release.ts';
import { comparePackages, seenAs, versionText } from '../../domain/version/compare-packages.ts';
import type { Offer } from '../guards/shelf.ts';
import { newRelations, relationsAreUnknown } from './new-relations.ts';

/** What clients of a platform can choose from, before and after. */
export interface Offers {
  readonly format: RepositoryFormat;
  readonly platform: PlatformKey;
  readonly before: readonly Offer[];
  readonly after: readonly Offer[];
}

/** A package that is offered both before and after. */
export interface Succession {
  readonly old: Offer;
  readonly next: Offer;
}

/** Compares the newest of each name and architecture, as clients choose it out of all repositories that they read. */
export function compareOffers({ format, platform, before, after }: Offers): OfferChanges {
  const old = newestOf(before, format, platform);
  const next = newestOf(after, format, platform);
  const added = [...next].flatMap(([key, offer]) => (old.has(key) ? [] : [offer]));
  const removed = [...old].flatMap(([key, offer]) => (next.has(key) ? [] : [offer]));
  const both = [...next].flatMap(([key, offer]): readonly Succession[] => {
    const former = old.get(key);
    return former === undefined ? [] : [{ old: former, next: offer }];
  });
  const inOrder = (order: number) =>
    both.filter((each) => comparePackages(format, each.next.found, each.old.found) === order);
  const upgraded = inOrder(1);
  const downgraded = inOrder(-1);
  const comers = [...added.map((offer) => ({ old: null, next: offer })), ...upgraded, ...downgraded];
  return {
    added: sorted(added.map(offered)),
    upgraded: sorted(upgraded.map(changed)),
    downgraded: sorted(downgraded.map(changed)),
    removed: sorted(removed.map(offered)),
    unchanged: both.length - upgraded.length - downgraded.length,
    bytes: [...added, ...upgraded.map(({ next: offer }) => offer)].reduce(
      (sum, { found }) => sum + found.size,
      0,
    ),
    newRelations: sortedBy(comers.flatMap(newRelations), (each) => each.package),
    unknownRelations: comers.filter(relationsAreUnknown).length,
  };
}

/** The newest of each name and architecture, as clients choose it. */
export function newestOf(
  offers: readonly Offer[],
  format: RepositoryFormat,
  platform: PlatformKey,
): ReadonlyMap<string, Offer> {
  const newest = new Map<string, Offer>();
  for (const offer of offers) {
    const key = seenAs(offer.found, archOf(platform));
    const other = newest.get(key);
    if (other === undefined || comparePackages(format, offer.found, other.found) > 0) newest.set(key, offer);
  }
  return newest;
}

function offered({ found, release }: Offer): OfferedPackage {
  return { name: found.name, arch: found.arch, version: versionText(found), size: found.size, release };
}

function changed({ old, next }: Succession): ChangedPackage {
  return { ...offered(next), from: versionText(old.found) };
}

function sorted<T extends OfferedPackage>(all: readonly T[]): readonly T[] {
  return sortedBy(all, ({ name, arch }) => `${name} ${arch}`);
}

function sortedBy<T>(all: readonly T[], text: (one: T) => string): readonly T[] {
  return [...all].sort((a, b) => (text(a) === text(b) ? 0 : text(a) < text(b) ? -1 : 1));
}
