import type { FetchRelease } from '../domain/plan.ts';
import type { PlatformKey } from '../domain/release.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { ReleaseXmlComponent } from '../formats/release-xml-02.ts';
import type { ReleaseXmlTarget } from '../formats/release-xml-target.ts';
import type { AssignedFile } from './offer.ts';

type Files = ReadonlyMap<string, ManifestFile>;

/** The files of the manifest that release.xml lists for a platform. */
export function assignByList(
  key: PlatformKey,
  targets: readonly ReleaseXmlTarget[],
  files: Files,
): readonly AssignedFile[] {
  const target = targets.find((each) => keyOf(each) === key);
  return (target?.packages ?? []).flatMap((said) => {
    const file = files.get(said.filename);
    return file === undefined ? [] : [{ file, said }];
  });
}

/** Platforms that the list lacks, files that the manifest lacks, and files of the other type. */
export function listProblems(
  targets: readonly ReleaseXmlTarget[],
  platforms: FetchRelease['platforms'],
  files: Files,
): readonly string[] {
  const listed = new Set(targets.map(keyOf));
  const missing = platforms
    .filter(({ key }) => !listed.has(key))
    .map(({ key }) => `release.xml has nothing for ${key}, which the release file asks for`);
  const unlisted = targets.flatMap((target) =>
    target.packages
      .filter(({ filename }) => !files.has(filename))
      .map(({ filename }) => `${filename} stands under ${keyOf(target)} and is not in the manifest`),
  );
  return [...missing, ...unlisted, ...targets.flatMap(typeProblems)];
}

function typeProblems({ packages }: ReleaseXmlTarget): readonly string[] {
  return packages
    .filter(({ filename, type }) => !filename.endsWith(`.${type}`))
    .map(({ filename, type }) => `${filename} is called a ${type} package in release.xml`);
}

/** What is wrong with a package that no platform of the release was given. */
export function listProblem({ path }: ManifestFile, targets: readonly ReleaseXmlTarget[]): string {
  const target = targets.find(({ packages }) => packages.some(({ filename }) => filename === path));
  return target === undefined
    ? `${path} belongs to no platform in release.xml`
    : `${path} belongs to ${keyOf(target)} only, which the release file does not ask for`;
}

/** Files of components that are no packages of the release. */
export function componentProblems(
  components: readonly ReleaseXmlComponent[],
  known: readonly (ReleaseXmlTarget | string)[],
): readonly string[] {
  const names = new Set(
    known.flatMap((each) =>
      typeof each === 'string' ? [each] : each.packages.map(({ filename }) => filename),
    ),
  );
  return components.flatMap(({ name, filenames }) =>
    filenames
      .filter((filename) => !names.has(filename))
      .map((filename) => `${filename} of the component ${name} belongs to no platform in release.xml`),
  );
}

function keyOf(target: ReleaseXmlTarget): PlatformKey {
  return `${target.platform}/${target.arch}` as PlatformKey;
}
