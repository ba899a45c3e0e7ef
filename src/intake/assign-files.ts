import { posix } from 'node:path';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { ReleaseXml } from '../formats/release-xml.ts';
import { folderProblem, platformsByFolder } from './assign-by-folder.ts';
import { assignByList, componentProblems, listProblem, listProblems } from './assign-by-list.ts';
import type { AssignedFile, AssignedPlatform, Offer } from './offer.ts';
import { isLeftOut, leftOutOf, splitParts } from './split-parts.ts';

const packageTypes = { yum: 'rpm', apt: 'deb' } as const satisfies Record<RepositoryFormat, string>;

type Platforms = FetchRelease['platforms'];

/** What was promised, sorted by platform, and everything in which it cannot be taken. */
export interface Assigned extends Pick<Offer, 'platforms' | 'leftOut'> {
  readonly problems: readonly string[];
}

/**
 * Gives every package file its platforms: as release.xml lists them, and where it has no such list, by the
 * provider's folders. A file may belong to several. Parts that policy keeps apart are platforms of their own.
 */
export function assignFiles(
  manifest: readonly ManifestFile[],
  release: ReleaseXml | null,
  { platforms, parts }: Pick<FetchRelease, 'platforms' | 'parts'>,
): Assigned {
  const targets = release?.generation === '0.2' ? release.targets : [];
  const components = release?.generation === '0.2' ? release.components : [];
  const packages = manifest.filter(({ path }) => /\.(?:rpm|deb)$/.test(path));
  const files = new Map(manifest.map((file) => [file.path, file]));
  const isListed = targets.length > 0;
  const whole = platforms.map(({ key, format }) => ({
    key,
    format,
    files: inOrder(isListed ? assignByList(key, targets, files) : inFolder(key, packages, platforms)),
  }));
  const used = new Set(whole.flatMap((each) => each.files.map(({ file }) => file.path)));
  const leftOver = packages.filter((file) => !used.has(file.path) && !isLeftOut(file, parts));
  const assigned = whole.map((platform) => splitParts(platform, parts));
  const problems = [
    ...(isListed ? listProblems(targets, platforms, files) : []),
    ...assigned.flatMap(([first], at) => emptyProblem(first, whole[at], isListed)),
    ...assigned.flat().flatMap(platformProblems),
    // A package that nobody asked for would be fetched for nothing, and one that was forgotten would be missed.
    ...leftOver.map((file) => (isListed ? listProblem(file, targets) : folderProblem(file))),
    ...componentProblems(components, isListed ? targets : packages.map(({ path }) => path)),
  ];
  return { platforms: assigned.flat(), leftOut: leftOutOf(manifest, parts), problems };
}

function inFolder(
  key: string,
  packages: readonly ManifestFile[],
  platforms: Platforms,
): readonly AssignedFile[] {
  return packages
    .filter((file) => platformsByFolder(file, platforms).some((each) => each === key))
    .map((file) => ({ file, said: null }));
}

function inOrder(files: readonly AssignedFile[]): readonly AssignedFile[] {
  return files.toSorted((a, b) => (baseName(a) < baseName(b) ? -1 : 1));
}

function baseName({ file }: AssignedFile): string {
  return posix.basename(file.path);
}

function emptyProblem(
  split: AssignedPlatform | undefined,
  whole: AssignedPlatform | undefined,
  isListed: boolean,
): readonly string[] {
  if (split === undefined || whole === undefined || split.files.length > 0) return [];
  if (whole.files.length > 0) return [`${whole.key} has no packages but such as are left out or kept apart`];
  if (isListed) return [];
  return [`there is no package for ${whole.key}, which the release file asks for, in a folder ${whole.key}/`];
}

/** Packages of the other format, and two of one name. */
export function platformProblems({ key, format, files }: AssignedPlatform): readonly string[] {
  const type = packageTypes[format];
  const wrong = files
    .filter(({ file }) => !file.path.endsWith(`.${type}`))
    .map(({ file }) => `${file.path} stands under ${key}, which takes ${type} packages only`);
  const twice = files.filter((each, at) => at > 0 && baseName(each) === baseName(files[at - 1] ?? each));
  return [
    ...wrong,
    ...twice.map((each) => `${each.file.path}: ${key} has two files of the name ${baseName(each)}`),
  ];
}
