import type { InstallQuestion, SolvablePackage, Uninstallable } from '../../src/domain/installability.ts';
import type { RepositoryFormat } from '../../src/domain/major-release.ts';
import type { PackageIdentity } from '../../src/domain/member.ts';
import { comparePackages, exactName } from '../../src/domain/version/compare-packages.ts';
import type { DependencySolver } from '../../src/ports/dependency-solver.ts';

/**
 * A solver for worlds in memory: it tries every choice, one after the other. It knows names, versions, alternatives
 * and conflicts, and no other operator of rpm.
 */
export function tryingSolver(): DependencySolver & { readonly asked: readonly InstallQuestion[] } {
  const asked: InstallQuestion[] = [];
  return {
    asked,
    uninstallable: async (question) => {
      asked.push(question);
      return tried(question);
    },
  };
}

/** Its answer, for those who cannot wait. */
export function tried(question: InstallQuestion): readonly Uninstallable[] {
  return question.judged.flatMap((each) => {
    const reason = whyNot(question, [each]);
    return reason === null ? [] : [{ package: exactName(each), reason }];
  });
}

interface Wish {
  readonly name: string;
  readonly sign: string;
  readonly version: string;
}

/** Null when the chosen packages and some more can be installed; otherwise why not. */
function whyNot(question: InstallQuestion, chosen: readonly SolvablePackage[]): string | null {
  const { format } = question;
  for (const one of chosen)
    for (const text of one.requires) {
      const wishes = wishesOf(text);
      const fits = (each: SolvablePackage) => wishes.some((wish) => provides(format, each, wish));
      if (chosen.some(fits)) continue;
      const candidates = [...question.judged, ...question.beside].filter(fits);
      if (candidates.length === 0) return `nothing provides ${text}, which ${exactName(one)} needs`;
      const reasons = candidates.map((each) => {
        const other = chosen.find((has) => excludes(format, each, has));
        return other === undefined
          ? whyNot(question, [...chosen, each])
          : `${exactName(each)} cannot be installed together with ${exactName(other)}`;
      });
      return reasons.includes(null) ? null : (reasons[0] ?? null);
    }
  return null;
}

function excludes(format: RepositoryFormat, a: SolvablePackage, b: SolvablePackage): boolean {
  const against = (one: SolvablePackage, other: SolvablePackage) =>
    one.conflicts.flatMap(wishesOf).some((wish) => provides(format, other, wish));
  return a.name === b.name || against(a, b) || against(b, a);
}

function wishesOf(text: string): readonly Wish[] {
  return text.split(/ \| | or /).map((part) => {
    const [, name = '', sign = '', version = ''] =
      /^\(*([^\s()]+)(?: \(?(<<|>>|[<>]?=|[<>]) ([^\s()]+))?\)*$/.exec(part) ?? [];
    return { name, sign: sign.replace('<<', '<').replace('>>', '>'), version };
  });
}

function provides(format: RepositoryFormat, found: SolvablePackage, wish: Wish): boolean {
  const own = { ...found, requires: [] };
  if (found.name === wish.name) return holds(format, own, wish);
  if (found.files.includes(wish.name)) return true;
  return found.provides.flatMap(wishesOf).some(({ name, version }) => {
    if (name !== wish.name) return false;
    return version === '' ? format === 'yum' : holds(format, identity(version), wish);
  });
}

function holds(format: RepositoryFormat, has: PackageIdentity, { sign, version }: Wish): boolean {
  if (sign === '') return true;
  const wanted = identity(version);
  // rpm passes over the release where the wish names none.
  const order = comparePackages(
    format,
    wanted.release === '' && format === 'yum' ? { ...has, release: '' } : has,
    wanted,
  );
  return (
    (order === 0 && sign.includes('=')) ||
    (order < 0 && sign.startsWith('<')) ||
    (order > 0 && sign.startsWith('>'))
  );
}

function identity(text: string): PackageIdentity {
  const [, epoch = '0', version = '', release = ''] = /^(?:(\d+):)?([^-]+)(?:-(.+))?$/.exec(text) ?? [];
  return { name: '', epoch, version, release, arch: '' };
}
