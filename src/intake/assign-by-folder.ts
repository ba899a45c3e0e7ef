import type { FetchRelease } from '../domain/plan.ts';
import type { PlatformKey } from '../domain/release.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';

type Platforms = FetchRelease['platforms'];

// A package of such an architecture is for every architecture of its platform.
const anyArch = ['noarch', 'all'];
// Sources belong to no architecture, and providers have several names for their folder.
const sourceFolders = ['source', 'src', 'SRPMS', 'Source', 'SRPM'];

/** The platforms that a file is for because it lies in `<platform>/<arch>/`, or in `<platform>/noarch/` or `all/`. */
export function platformsByFolder({ path }: ManifestFile, platforms: Platforms): readonly PlatformKey[] {
  const [platform = '', arch = ''] = foldersOf(path);
  const isForAll = anyArch.includes(arch) || (path.endsWith('.src.rpm') && sourceFolders.includes(arch));
  return platforms
    .map(({ key }) => key)
    .filter((key) => (isForAll ? key.startsWith(`${platform}/`) : key === `${platform}/${arch}`));
}

/** What is wrong with a package that its folder gives to no platform of the release. */
export function folderProblem({ path }: ManifestFile): string {
  const [platform, arch] = foldersOf(path);
  if (platform === undefined || arch === undefined)
    return `${path} belongs to no platform: release.xml lists no files, and it is not in a folder <platform>/<arch>/`;
  return `${path} belongs to ${platform}/${arch} by its folder, which the release file does not ask for`;
}

function foldersOf(path: string): readonly string[] {
  return path.split('/').slice(0, -1);
}
