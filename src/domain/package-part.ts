import type { PlatformKey } from './release.ts';

/** Packages that most clients do not want beside the others: sources, and symbols for debuggers. */
export const packageParts = ['source', 'debug'] as const;

/** One of {@link packageParts}. */
export type PackagePart = (typeof packageParts)[number];

/** What becomes of a part: not fetched; kept among the others; or published in repositories of its own. */
export type PartRule = 'leave-out' | 'include' | 'area';

/** What becomes of each part. Sources are never among the others: clients of those install what they find. */
export interface PartRules {
  readonly source: Exclude<PartRule, 'include'>;
  readonly debug: PartRule;
}

/** A file of a provider that was not fetched, by rule and not by mistake. */
export interface LeftOutFile {
  /** Path in the provider's manifest. */
  readonly file: string;
  readonly part: PackagePart;
}

/**
 * The platform under which the packages of a part stand, such as `el9/x86_64-debug`: everywhere a platform of its own
 * with its own members and repositories. No platform of a policy can have such a name.
 */
export function partKey(key: PlatformKey, part: PackagePart): PlatformKey {
  return `${key}-${part}` as PlatformKey;
}

/** The platform that a part belongs to, `el9/x86_64` for `el9/x86_64-debug`; every other platform itself. */
export function wholeKey(key: PlatformKey): PlatformKey {
  return key.replace(/-(?:source|debug)$/, '') as PlatformKey;
}

/** The part that a package or source file is, by its name alone; null for an ordinary package and for every other file. */
export function partOfFile(name: string): PackagePart | null {
  if (/\.(?:src|nosrc)\.rpm$/.test(name) || /^[^_]+_[^_]+\.(?:dsc|diff\.gz|tar\.[a-z0-9]+)$/.test(name))
    return 'source';
  if (/^.+-debug(?:info|source)(?:-[^-]+){2}\.rpm$/.test(name)) return 'debug';
  if (/^[^_]+-(?:dbgsym|dbg)_.+\.deb$/.test(name) || name.endsWith('.ddeb')) return 'debug';
  return null;
}

/** What was left out, in numbers: `2 source files, 1 debug file`. */
export function leftOutAsText(files: readonly LeftOutFile[]): string {
  return packageParts
    .map((part) => ({ part, count: files.filter((each) => each.part === part).length }))
    .filter(({ count }) => count > 0)
    .map(({ part, count }) => `${count} ${part} ${count === 1 ? 'file' : 'files'}`)
    .join(', ');
}
