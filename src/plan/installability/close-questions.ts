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
  /** What the operating system offers to these packages; null where nobody looks. */
  readonly system: readonly SolvablePackage[] | null;
}

/** The two questions that tell what a change breaks, and what they leave out. */
export interface ClosedQuestions {
  readonly before: InstallQuestion;
  readonly after: InstallQuestion;
  /** Whether what the operating system offers is a part of them. */
  readonly withSystem: boolean;
  /** Dependencies of packages that are offered afterwards, on what nobody knows. */
  readonly outside: number;
  /** Packages that are offered afterwards and whose relations nobody wrote down. */
  readonly untold: number;
}

/**
 * Asks of the newest of each name and architecture, with older ones beside them, as clients choose. What none of the
 * packages has a name for, before or after, is outside: it is no part of the question, whatever says it. Names of both
 * sides count, so that a dependency does not go outside together with the last package that met it. Where it is known what
 * the operating system offers, that stands beside them, and what nobody has a name for is missing.
 */
export function closedQuestions(universe: Universe): ClosedQuestions {
  const { format, platform, before, after, system } = universe;
  const known = knownNames(
    format,
    [...before, ...after].map(({ found }) => found),
    system ?? [],
  );
  const isStrange = outsiders(format, known);
  const isOutside = system === null ? isStrange : (text: string) => isForeignTo(format, text);
  const closed = closing(format, archOf(platform), { isOutside, isStrange });
  const question = (offers: readonly Offer[]): InstallQuestion => {
    const newest = [...newestOf(offers, format, platform).values()].map(({ found }) => found);
    const judged = inOrder(newest.filter(({ relations }) => relations !== undefined).map(closed));
    const taken = new Set(judged.map(exactName));
    const fromSystem: SolvablePackage[] = [];
    const others = new Map(
      offers.flatMap(({ found }) => (taken.has(exactName(found)) ? [] : [[exactName(found), found]])),
    );
    for (const each of system ?? [])
      if (!taken.has(exactName(each)) && !others.has(exactName(each))) fromSystem.push(each);
    const beside = [...others.values()].map(closed);
    return { format, arch: archOf(platform), judged, beside: inOrder([...beside, ...fromSystem]) };
  };
  const newest = [...newestOf(after, format, platform).values()].map(({ found }) => found);
  const needed = newest.flatMap(({ relations }) => ownTexts(format, archOf(platform), relations?.requires));
  return {
    before: question(before),
    after: question(after),
    withSystem: system !== null,
    outside: new Set(needed.filter(isOutside)).size,
    untold: newest.filter(({ relations }) => relations === undefined).length,
  };
}

/** Every name that somebody has, and that others may speak of. */
function knownNames(
  format: RepositoryFormat,
  ours: readonly Offer['found'][],
  system: readonly SolvablePackage[],
): ReadonlySet<string> {
  const known = new Set<string>();
  const provided = new Set<string>();
  const add = (name: string, provides: readonly string[], files: readonly string[]) => {
    known.add(name);
    for (const text of provides) provided.add(text);
    for (const path of files) known.add(path);
  };
  for (const { name, relations } of ours) add(name, relations?.provides ?? [], relations?.files ?? []);
  for (const { name, provides, files } of system) add(name, provides, files);
  for (const text of provided) for (const name of namesIn(format, text)) known.add(name);
  return known;
}

/** Tells the relations that speak of a name which nobody has; each text is looked at once. */
function outsiders(format: RepositoryFormat, known: ReadonlySet<string>): (text: string) => boolean {
  const judged = new Map<string, boolean>();
  return (text) => {
    const names = judged.has(text) ? [] : namesIn(format, text);
    const answer = judged.get(text) ?? (names.length === 0 || names.some((name) => !known.has(name)));
    judged.set(text, answer);
    return answer;
  };
}

// An operating system is read for one architecture, and a relation without a name cannot be judged.
function isForeignTo(format: RepositoryFormat, text: string): boolean {
  const names = namesIn(format, text);
  return names.length === 0 || (format === 'apt' && names.some((name) => name.includes(':')));
}

/** Takes out of packages what is outside; each package once, because before and after have most of them in common. */
function closing(
  format: RepositoryFormat,
  arch: string,
  {
    isOutside,
    isStrange,
  }: { readonly isOutside: (text: string) => boolean; readonly isStrange: (text: string) => boolean },
): (found: Offer['found']) => SolvablePackage {
  const done = new Map<Offer['found'], SolvablePackage>();
  const inside = (relations: readonly string[] | undefined, isLeftOut = isStrange) =>
    ownTexts(format, arch, relations).filter((text) => !isLeftOut(text));
  return (found) => {
    const { name, epoch, version, release, arch: its, relations } = found;
    const closed = done.get(found) ?? {
      name,
      epoch,
      version,
      release,
      arch: its,
      provides: relations?.provides ?? [],
      requires: inside(relations?.requires, isOutside),
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
