import type { Sha256 } from '../domain/digest.ts';
import type { SourceRepository } from '../domain/release.ts';
import { type PrimaryPackage, readPrimary } from '../formats/primary-reader.ts';
import { readProviderRepomd } from '../formats/provider-repomd.ts';
import { unpackMetadata } from '../formats/unpack-metadata.ts';
import { fetchPromised, fetchRoot, type Root, type SourceReading, unreadableFile } from './fetch-promised.ts';
import type { ProviderPackage } from './provider-package.ts';

/** The packages of a repository and its root file. */
export interface ReadSource {
  readonly root: Root;
  readonly packages: readonly ProviderPackage[];
}

const rootFolder = 'repodata/';
const rootFile = 'repomd.xml';

/** Reads a provider's yum repository: repomd.xml, which is pinned in git, and the primary metadata that it names. */
export async function readYumSource(reading: SourceReading, source: SourceRepository): Promise<ReadSource> {
  const { root, found } = await readYumMetadata(reading, source.digest);
  const packages = found.map(
    ({ location, size, sha256, epoch, name, version, release, arch }): ProviderPackage => ({
      path: location,
      size,
      sha256,
      epoch,
      said: { name, version, release, arch },
    }),
  );
  return { root, packages };
}

/** What a yum repository says of its packages. */
export interface YumMetadata {
  readonly root: Root;
  /** The text of its primary metadata. */
  readonly primary: string;
  /** What is read of it. */
  readonly found: readonly PrimaryPackage[];
}

/** Reads repomd.xml, with its digest where one is pinned, and the primary metadata whose digest that has. */
export async function readYumMetadata(reading: SourceReading, digest: Sha256 | null): Promise<YumMetadata> {
  const root = await fetchRoot(
    { ...reading, folder: `${reading.folder}${rootFolder}` },
    [{ name: rootFile, signature: `${rootFile}.asc` }],
    digest,
  );
  const text = unpackMetadata(rootFile, root.content);
  const promised = text.ok ? readProviderRepomd(text.value) : text;
  if (!promised.ok) throw unreadableFile(`${reading.folder}${rootFolder}${rootFile}`, promised.problems);
  const primary = await fetchPromised(reading, promised.value);
  const found = readPrimary(primary);
  if (!found.ok) throw unreadableFile(`${reading.folder}${promised.value.path}`, found.problems);
  return { root, primary, found: found.value };
}
