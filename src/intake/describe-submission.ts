import type { ReleaseXml } from '../formats/release-xml.ts';
import type { ReleaseXml02 } from '../formats/release-xml-02.ts';
import type { Submission } from './read-submission.ts';

/** What provider and folders say of a release, in the words of a release file; what is undefined was not said. */
export interface Described {
  readonly product?: string | undefined;
  readonly shortName?: string | undefined;
  readonly version?: string | undefined;
  readonly type?: 'NonIncremental' | 'Incremental' | undefined;
  readonly emergency: boolean;
  readonly platforms: readonly string[];
  readonly components: readonly { readonly name: string; readonly packages: readonly string[] }[];
  readonly releaseNotes?: string | undefined;
  readonly changeLog?: string | undefined;
  readonly documentation: readonly string[];
}

/** Puts together what release.xml and the provider's folders say. */
export function describeSubmission({ described, manifest }: Omit<Submission, 'checksumsDigest'>): Described {
  const paths = manifest.map(({ path }) => path);
  const said =
    described === null ? nothing : described.generation === '0.2' ? current(described) : older(described);
  return said.platforms.length > 0 ? said : { ...said, platforms: platformsByFolder(paths) };
}

const nothing: Described = { emergency: false, platforms: [], components: [], documentation: [] };

function current(release: ReleaseXml02): Described {
  const { majorVersion, minorVersion, revisionVersion, targets } = release;
  return {
    product: release.productName,
    shortName: release.productShortName,
    version: `${majorVersion}.${minorVersion}.${revisionVersion}`,
    type: release.incremental ? 'Incremental' : 'NonIncremental',
    emergency: release.emergency,
    platforms: targets.map(({ platform, arch }) => `${platform}/${arch}`),
    components: componentsOf(release),
    releaseNotes: release.releaseNotes,
    changeLog: release.changeLog,
    documentation: release.documentationLinks,
  };
}

// A release file names packages, and release.xml the files of them.
function componentsOf({ components, targets }: ReleaseXml02): Described['components'] {
  const names = new Map(
    targets.flatMap(({ packages }) => packages.map(({ filename, name }) => [filename, name] as const)),
  );
  return components
    .map(({ name, filenames }) => ({
      name,
      packages: [...new Set(filenames.flatMap((filename) => names.get(filename) ?? []))],
    }))
    .filter(({ packages }) => packages.length > 0);
}

function older({ name, shortName, version }: Exclude<ReleaseXml, ReleaseXml02>): Described {
  // The oldest form writes 4.2 for 4.2.0, and 4 for 4.0.0.
  const missing =
    version !== undefined && /^\d+(\.\d+){0,2}$/.test(version) ? 3 - version.split('.').length : 0;
  return { ...nothing, product: name, shortName, version: version && version + '.0'.repeat(missing) };
}

// Packages for every architecture of a platform do not say which ones there are.
const noArch = ['noarch', 'all', 'source', 'src', 'srpms', 'srpm'];

function platformsByFolder(paths: readonly string[]): readonly string[] {
  const folders = paths
    .filter((path) => /\.(?:rpm|deb)$/.test(path))
    .map((path) => path.split('/').slice(0, -1))
    .filter(
      ([, arch, ...rest]) => arch !== undefined && rest.length === 0 && !noArch.includes(arch.toLowerCase()),
    );
  return [...new Set(folders.map((parts) => parts.join('/')))].sort();
}
