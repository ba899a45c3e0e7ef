import { posix } from 'node:path';
import type { RepositoryFormat } from '../domain/major-release.ts';
import type { FetchRelease } from '../domain/plan.ts';
import type { PlatformKey } from '../domain/release.ts';
import type { ManifestFile } from '../formats/checksums-xml.ts';
import type { ReleaseXml } from '../formats/release-xml.ts';
import type { ReleaseXmlPackage, ReleaseXmlTarget } from '../formats/release-xml-target.ts';

/** A package file of a platform: as the manifest pins it, and as release.xml describes it. */
export interface AssignedFile {
  readonly file: ManifestFile;
  readonly said: ReleaseXmlPackage;
}

/** The package files of one platform, in order of file name. */
export interface AssignedPlatform {
  readonly key: PlatformKey;
  readonly format: RepositoryFormat;
  readonly files: readonly AssignedFile[];
}

const packageTypes = { yum: 'rpm', apt: 'deb' } as const satisfies Record<RepositoryFormat, string>;

/** Gives every package file its platforms as release.xml lists them; a file may belong to several. */
export function assignFiles(
  manifest: readonly ManifestFile[],
  release: ReleaseXml,
  platforms: FetchRelease['platforms'],
): { readonly platforms: readonly AssignedPlatform[]; readonly problems: readonly string[] } {
  const files = new Map(manifest.map((file) => [file.path, file]));
  const targets = new Map(release.targets.map((target) => [keyOf(target), target]));
  const assigned = platforms.map(({ key, format }) => ({
    key,
    format,
    files: filesOf(targets.get(key), files),
  }));
  const problems = [
    ...platforms
      .filter(({ key }) => !targets.has(key))
      .map(({ key }) => `release.xml has nothing for ${key}, which the release file asks for`),
    ...unlistedProblems(release, files),
    ...assigned.flatMap(platformProblems),
    ...leftOverProblems(manifest, release, assigned),
    ...componentProblems(release),
  ];
  return { platforms: assigned, problems };
}

function keyOf(target: ReleaseXmlTarget): PlatformKey {
  return `${target.platform}/${target.arch}` as PlatformKey;
}

function filesOf(
  target: ReleaseXmlTarget | undefined,
  files: ReadonlyMap<string, ManifestFile>,
): readonly AssignedFile[] {
  const found = (target?.packages ?? []).flatMap((said) => {
    const file = files.get(said.filename);
    return file === undefined ? [] : [{ file, said }];
  });
  return found.sort((a, b) => (baseName(a) < baseName(b) ? -1 : 1));
}

function baseName({ file }: AssignedFile): string {
  return posix.basename(file.path);
}

function unlistedProblems(release: ReleaseXml, files: ReadonlyMap<string, ManifestFile>): readonly string[] {
  return release.targets.flatMap((target) =>
    target.packages
      .filter(({ filename }) => !files.has(filename))
      .map(({ filename }) => `${filename} stands under ${keyOf(target)} and is not in the manifest`),
  );
}

function platformProblems({ key, format, files }: AssignedPlatform): readonly string[] {
  const type = packageTypes[format];
  const wrong = files
    .filter(({ file, said }) => said.type !== type || !file.path.endsWith(`.${type}`))
    .map(({ file }) => `${file.path} stands under ${key}, which takes ${type} packages only`);
  const twice = files.filter((each, at) => at > 0 && baseName(each) === baseName(files[at - 1] ?? each));
  return [
    ...wrong,
    ...twice.map((each) => `${each.file.path}: ${key} has two files of the name ${baseName(each)}`),
  ];
}

/** A package that nobody asked for would be fetched for nothing, and one that was forgotten would be missed. */
function leftOverProblems(
  manifest: readonly ManifestFile[],
  release: ReleaseXml,
  assigned: readonly AssignedPlatform[],
): readonly string[] {
  const used = new Set(assigned.flatMap(({ files }) => files.map(({ file }) => file.path)));
  return manifest
    .filter(({ path }) => /\.(?:rpm|deb)$/.test(path) && !used.has(path))
    .map(({ path }) => {
      const target = release.targets.find(({ packages }) =>
        packages.some(({ filename }) => filename === path),
      );
      return target === undefined
        ? `${path} belongs to no platform in release.xml`
        : `${path} belongs to ${keyOf(target)} only, which the release file does not ask for`;
    });
}

function componentProblems(release: ReleaseXml): readonly string[] {
  const known = new Set(release.targets.flatMap(({ packages }) => packages.map(({ filename }) => filename)));
  return release.components.flatMap(({ name, filenames }) =>
    filenames
      .filter((filename) => !known.has(filename))
      .map((filename) => `${filename} of the component ${name} belongs to no platform in release.xml`),
  );
}
