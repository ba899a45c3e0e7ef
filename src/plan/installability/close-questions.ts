import type { InstallQuestion, SolvablePackage } from '../../domain/installability.ts';
import type { RepositoryFormat } from '../../domain/major-release.ts';
import { namesIn, withoutArchitecture } from '../../domain/relation-names.ts';
import { archOf, type PlatformKey } from '../../domain/release.ts';
import { exactName } from '../../domain/version/compare-packages.ts';
import { newestOf } from '../clients/compare-offers.ts';
import type { Offer } from '../guards/shelf.ts';

/** What clients of a platform are offered, before and after. */
export interface Universe {
  readonly format: RepositoryFormat;
  readonly platform: PlatformKey;
  readonly before: readonly Offer[];
  readonly after: readonly Offer[];
}

/** The two questions that tell what a change breaks, and what they leave out. */
export interface ClosedQuestions {
  readonly before: InstallQuestion;
  readonly after: InstallQuestion;
  /** Dependencies of packages that are offered afterwards, on what nobody knows. */
  readonly outside: number;
  /** Packages that are offered afterwards and whose relations nobody wrote down. */
  readonly untold: number;
}

/**
 * Asks of the newest of each name and architecture, with older ones beside them, as clients choose. What none of the
 * packages has a name for, before or after, is outside: it is no part of the question, whatever says it. Names of both
 * sides count, so that a dependency does not go outside together with the last package that met it.
 */
export function closedQuestions(universe: Universe): ClosedQuestions {
  const { format, platform, before, after } = universe;
  const isOutside = outsiders(format, [...before, ...after]);
  const closed = closing(format, archOf(platform), isOutside);
  const question = (offers: readonly Offer[]): InstallQuestion => {
    const newest = [...newestOf(offers, format, platform).values()].map(({ found }) => found);
    const judged = inOrder(newest.filter(({ relations }) => relations !== undefined).map(closed));
    const taken = new Set(judged.map(exactName));
    const others = new Map(
      offers.flatMap(({ found }) => (taken.has(exactName(found)) ? [] : [[exactName(found), found]])),
    );
    return { format, arch: archOf(platform), judged, beside: inOrder([...others.values()].map(closed)) };
  };
  const newest = [...newestOf(after, format, platform).values()].map(({ found }) => found);
  const needed = newest.flatMap(({ relations }) => ownTexts(format, archOf(platform), relations?.requires));
  return {
    before: question(before),
    after: question(after),
    outside: new Set(needed.filter(isOutside)).size,
    untold: newest.filter(({ relations }) => relations === undefined).length,
  };
}

/** Tells the relations that speak of a name which none of these packages has; each text is looked at once. */
function outsiders(format: RepositoryFormat, offers: readonly Offer[]): (text: string) => boolean {
  const known = new Set<string>();
  const provided = new Set<string>();
  for (const { found } of offers) {
    known.add(found.name);
    for (const text of found.relations?.provides ?? []) provided.add(text);
    for (const path of found.relations?.files ?? []) known.add(path);
  }
  for (const text of provided) for (const name of namesIn(format, text)) known.add(name);
  const judged = new Map<string, boolean>();
  return (text) => {
    const names = judged.has(text) ? [] : namesIn(format, text);
    const answer = judged.get(text) ?? (names.length === 0 || names.some((name) => !known.has(name)));
    judged.set(text, answer);
    return answer;
  };
}

/** Takes out of packages what is outside; each package once, because before and after have most of them in common. */
function closing(
  format: RepositoryFormat,
  arch: string,
  isOutside: (text: string) => boolean,
): (found: Offer['found']) => SolvablePackage {
  const done = new Map<Offer['found'], SolvablePackage>();
  const inside = (relations: readonly string[] | undefined) =>
    ownTexts(format, arch, relations).filter((text) => !isOutside(text));
  return (found) => {
    const { name, epoch, version, release, arch: its, relations } = found;
    const closed = done.get(found) ?? {
      name,
      epoch,
      version,
      release,
      arch: its,
      provides: relations?.provides ?? [],
      requires: inside(relations?.requires),
      conflicts: inside(relations?.conflicts),
      obsoletes: inside(relations?.obsoletes),
      files: relations?.files ?? [],
    };
    done.set(found, closed);
    return closed;
  };
}

// What rpm itself has to be able to do is no package.
function ownTexts(
  format: RepositoryFormat,
  arch: string,
  relations: readonly string[] = [],
): readonly string[] {
  if (format === 'apt') return relations.map((text) => withoutArchitecture(text, arch));
  return relations.filter((text) => !text.startsWith('rpmlib('));
}

function inOrder(packages: readonly SolvablePackage[]): readonly SolvablePackage[] {
  const named = packages.map((each) => [exactName(each), each] as const);
  return named.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
