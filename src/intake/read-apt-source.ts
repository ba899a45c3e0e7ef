import type { Sha256 } from '../domain/digest.ts';
import { archOf, type SourceRepository } from '../domain/release.ts';
import { type DebStanza, readPackagesIndex } from '../formats/packages-index.ts';
import { readProviderRelease } from '../formats/provider-release.ts';
import type { PromisedFile } from '../formats/provider-repomd.ts';
import { readableEndings, unpackMetadata } from '../formats/unpack-metadata.ts';
import { fetchPromised, fetchRoot, type Root, type SourceReading, unreadableFile } from './fetch-promised.ts';
import type { ProviderPackage } from './provider-package.ts';
import type { ReadSource } from './read-yum-source.ts';

const rootFiles = [
  { name: 'InRelease', signature: null },
  { name: 'Release', signature: 'Release.gpg' },
];

/** Reads a provider's apt repository: InRelease or Release, which is pinned in git, and the Packages indexes that it names. */
export async function readAptSource(reading: SourceReading, source: SourceRepository): Promise<ReadSource> {
  const { root, stanzas } = await readAptMetadata(reading, source);
  return { root, packages: once(stanzas.map(packageOf)) };
}

/** What an apt repository says of its packages. */
export interface AptMetadata {
  readonly root: Root;
  readonly stanzas: readonly DebStanza[];
}

/** Reads InRelease or Release, with its digest where one is pinned, and the Packages indexes whose digests that has. */
export async function readAptMetadata(
  reading: SourceReading,
  source: AptPlace & { readonly digest: Sha256 | null },
): Promise<AptMetadata> {
  const place = source.suite === null ? reading.folder : `${reading.folder}dists/${source.suite}/`;
  const root = await fetchRoot({ ...reading, folder: place }, rootFiles, source.digest);
  const text = unpackMetadata(root.name, root.content);
  const promised = text.ok ? readProviderRelease(text.value) : text;
  if (!promised.ok) throw unreadableFile(`${place}${root.name}`, promised.problems);
  const chosen = indexesOf(source).map((index) => choose(index, promised.value));
  const problems = chosen.filter((each) => typeof each === 'string');
  if (problems.length > 0) throw unreadableFile(`${place}${root.name}`, problems);
  const stanzas: DebStanza[] = [];
  for (const index of chosen.filter((each) => typeof each === 'object')) {
    const read = readPackagesIndex(await fetchPromised({ ...reading, folder: place }, index));
    if (!read.ok) throw unreadableFile(`${place}${index.path}`, read.problems);
    for (const stanza of read.value) stanzas.push(stanza);
  }
  return { root, stanzas };
}

/** Which indexes of a repository are read. */
type AptPlace = Pick<SourceRepository, 'suite' | 'components' | 'platform'>;

interface Index {
  readonly name: string;
  readonly isRequired: boolean;
}

function indexesOf({ suite, components, platform }: AptPlace): readonly Index[] {
  if (suite === null) return [{ name: 'Packages', isRequired: true }];
  return components.flatMap((component) => [
    { name: `${component}/binary-${archOf(platform)}/Packages`, isRequired: true },
    // Where there is one, packages for every architecture may stand here alone.
    { name: `${component}/binary-all/Packages`, isRequired: false },
  ]);
}

/** The index in a form that can be unpacked, undefined when it may be missing, or what is wrong. */
function choose(index: Index, promised: readonly PromisedFile[]): PromisedFile | string | undefined {
  for (const ending of readableEndings) {
    const found = promised.find(({ path }) => path === `${index.name}${ending}`);
    if (found !== undefined) return found;
  }
  const others = promised.filter(({ path }) => path.startsWith(`${index.name}.`)).map(({ path }) => path);
  if (others.length > 0) {
    const known = readableEndings.map((ending) => `Packages${ending}`).join(', ');
    return `there is only ${others.join(' and ')}; what can be read is ${known}`;
  }
  return index.isRequired ? `there is no ${index.name}` : undefined;
}

/** A package as its stanza says it. */
export function packageOf(stanza: DebStanza): ProviderPackage {
  const { filename: path, size, sha256, version, architecture } = stanza;
  // Debian Policy 5.6.12: [epoch:]upstream_version[-debian_revision], cut at the first colon and at the last dash.
  const [, epoch = '0', upstream = version, release = ''] =
    /^(?:(\d+):)?(.*?)(?:-([^-]*))?$/.exec(version) ?? [];
  return {
    path,
    size,
    sha256,
    epoch,
    said: { name: stanza.package, version: upstream, release, arch: architecture },
  };
}

/** A package for every architecture may stand in two indexes. */
function once(packages: readonly ProviderPackage[]): readonly ProviderPackage[] {
  return [...new Map(packages.map((each) => [`${each.path} ${each.sha256} ${each.size}`, each])).values()];
}
