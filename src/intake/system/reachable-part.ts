import type { SolvablePackage } from '../../domain/installability.ts';
import type { RepositoryFormat } from '../../domain/major-release.ts';
import { namesIn, withoutArchitecture } from '../../domain/relation-names.ts';
import { exactName } from '../../domain/version/compare-packages.ts';

/** Packages of which some ask and others offer; relations that nobody wrote down are none. */
export interface Asking {
  readonly format: RepositoryFormat;
  /** The architecture of the clients. */
  readonly arch: string;
  /** Packages of ours. */
  readonly asking: readonly SolvablePackage[];
  /** Packages of the operating system. */
  readonly offered: readonly SolvablePackage[];
}

/**
 * The part of an operating system that decides whether packages of ours can be installed: whatever has a name that they
 * require, and whatever has a name that those require, and so on. Whoever installs one of ours needs no more, and more
 * packages take no choice away; so a solver answers of this part as of the whole. Versions are the solver's: every build
 * of a name is kept. Pure; a package that stands twice is kept once.
 */
export function reachablePart({ format, arch, asking, offered }: Asking): readonly SolvablePackage[] {
  const whole = [...new Map(offered.map((each) => [exactName(each), ownRelations(each)])).values()];
  const ours = asking.map(ownRelations);
  const offering = indexOf(format, [...whole, ...ours]);
  const wanted = new Set<string>();
  const reached = new Set<SolvablePackage>();
  const open = [...ours];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const name of needsOf(format, one)) {
      if (wanted.has(name)) continue;
      wanted.add(name);
      for (const found of offering.get(name) ?? []) {
        if (!reached.has(found)) open.push(found);
        reached.add(found);
      }
    }
  }
  const isOurs = new Set(ours);
  const kept = whole.filter((each) => reached.has(each) && !isOurs.has(each));
  return trimmed(format, kept, ours)
    .map((each) => [exactName(each), each] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, each]) => each);

  // In Debian the own architecture behind a name says nothing; what rpm itself has to be able to do is no package.
  function ownRelations(found: SolvablePackage): SolvablePackage {
    const own = (texts: readonly string[]) => [
      ...new Set(format === 'apt' ? texts.map((text) => withoutArchitecture(text, arch)) : texts),
    ];
    return {
      ...found,
      requires: own(found.requires).filter((text) => !text.startsWith('rpmlib(')),
      conflicts: own(found.conflicts),
      // What dpkg calls Replaces is about files, and no solver asks for it.
      obsoletes: format === 'apt' ? [] : own(found.obsoletes),
    };
  }
}

/** By every name that somebody may ask for, who has it. */
function indexOf(
  format: RepositoryFormat,
  packages: readonly SolvablePackage[],
): ReadonlyMap<string, readonly SolvablePackage[]> {
  const found = new Map<string, SolvablePackage[]>();
  for (const each of packages)
    for (const name of namesHad(format, each)) {
      const others = found.get(name);
      if (others === undefined) found.set(name, [each]);
      else others.push(each);
    }
  return found;
}

function namesHad(format: RepositoryFormat, { name, provides, files }: SolvablePackage): ReadonlySet<string> {
  // Relations speak of a provided name as a whole as well, whatever form it has.
  return new Set([name, ...files, ...provides, ...provides.flatMap((text) => namesIn(format, text))]);
}

// What stands in a condition of a conflict may let it pass, so that it has to be there as well.
function needsOf(format: RepositoryFormat, { requires, conflicts }: SolvablePackage): readonly string[] {
  const conditional = conflicts.filter((text) => format === 'yum' && text.startsWith('('));
  return [...requires, ...conditional].flatMap((text) => namesIn(format, text));
}

/** Takes out what is provided and nobody asks for, and conflicts with what nobody is. */
function trimmed(
  format: RepositoryFormat,
  kept: readonly SolvablePackage[],
  ours: readonly SolvablePackage[],
): readonly SolvablePackage[] {
  const all = [...kept, ...ours];
  const asked = new Set(
    all.flatMap(({ requires, conflicts, obsoletes }) =>
      [...requires, ...conflicts, ...obsoletes].flatMap((text) => namesIn(format, text)),
    ),
  );
  const there = new Set(all.flatMap((each) => [...namesHad(format, each)]));
  const isAsked = (text: string) => namesIn(format, text).some((name) => asked.has(name));
  const isThere = (text: string) => namesIn(format, text).some((name) => there.has(name));
  return kept.map((each) => ({
    ...each,
    provides: each.provides.filter(isAsked),
    conflicts: each.conflicts.filter(isThere),
    obsoletes: each.obsoletes.filter(isThere),
    files: each.files.filter((path) => asked.has(path)),
  }));
}
