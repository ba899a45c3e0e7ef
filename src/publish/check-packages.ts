import { join } from 'node:path';
import type { PooledPackage } from '../domain/member.ts';
import { packagesFolder } from '../formats/repository-layout.ts';
import type { Files } from '../ports/files.ts';
import type { Place } from './place.ts';
import type { MemberContent } from './read-members.ts';

/** A package as the published metadata tells it; the location is relative to the repository. */
export interface FoundPackage {
  readonly location: string;
  readonly size: number;
  readonly sha256: string;
}

/** What a format's reader found in the metadata of a generation. */
export interface ReadBack {
  /** Null when the metadata cannot be read so far; then its problems say why. */
  readonly packages: readonly FoundPackage[] | null;
  readonly problems: readonly string[];
}

/** The packages of the metadata are those of the members' manifests, one by one, and they are on disk. */
export async function checkPackages(
  deps: { readonly files: Files },
  place: Place,
  { found, contents }: { readonly found: ReadBack['packages']; readonly contents: readonly MemberContent[] },
): Promise<readonly string[]> {
  const wanted = wantedPackages(place, contents);
  const problems =
    found === null
      ? []
      : [...countProblems(found, wanted), ...found.flatMap((item) => matchProblems(item, wanted))];
  for (const [location, { size }] of wanted) {
    const facts = await deps.files.facts(join(place.folder, location));
    if (facts?.kind !== 'file') problems.push(`the package ${location} is not on disk`);
    else if (facts.size !== size)
      problems.push(`the package ${location} has ${facts.size} bytes, not ${size}`);
  }
  return problems;
}

function wantedPackages(
  place: Place,
  contents: readonly MemberContent[],
): ReadonlyMap<string, PooledPackage> {
  const named = contents.flatMap(({ member, manifest }) => {
    const folder = packagesFolder(place.repository.format, member.release);
    return manifest.packages.map((pooled) => [`${folder}/${pooled.file}`, pooled] as const);
  });
  return new Map(named);
}

function countProblems(
  found: readonly FoundPackage[],
  wanted: ReadonlyMap<string, PooledPackage>,
): readonly string[] {
  const locations = new Set(found.map((item) => item.location));
  const lacking = [...wanted.keys()].filter((location) => !locations.has(location));
  return [
    ...(found.length === wanted.size
      ? []
      : [`the metadata has ${found.length} packages; the members have ${wanted.size}`]),
    ...(locations.size === found.length ? [] : ['the metadata names a package more than once']),
    ...lacking.map((location) => `the metadata lacks the package ${location}`),
  ];
}

function matchProblems(item: FoundPackage, wanted: ReadonlyMap<string, PooledPackage>): readonly string[] {
  const pooled = wanted.get(item.location);
  if (pooled === undefined) return [`the metadata names ${item.location}, which no member has`];
  return [
    ...(pooled.size === item.size ? [] : [`the metadata gives ${item.location} another size`]),
    ...(pooled.sha256 === item.sha256 ? [] : [`the metadata gives ${item.location} another digest`]),
  ];
}
