import type { RepositoryFormat } from '../domain/major-release.ts';
import type { LeftOutFile } from '../domain/package-part.ts';
import type { PlatformKey } from '../domain/release.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { NamedPackage } from '../formats/release-xml-2010.ts';
import type { ReleaseXmlPackage } from '../formats/release-xml-target.ts';

/** A package file of a platform: as the manifest pins it, and as the provider describes it, where it does. */
export interface AssignedFile {
  readonly file: ManifestFile;
  readonly said: Omit<ReleaseXmlPackage, 'filename' | 'url' | 'type'> | null;
}

/** The package files of one platform, in order of file name. */
export interface AssignedPlatform {
  readonly key: PlatformKey;
  readonly format: RepositoryFormat;
  readonly files: readonly AssignedFile[];
}

/** What a provider has promised, pinned byte by byte, before any package is fetched. */
export interface Offer {
  /** What the promise stands in, for messages. */
  readonly manifest: string;
  readonly platforms: readonly AssignedPlatform[];
  /** What is not fetched, because policy leaves it out. */
  readonly leftOut: readonly LeftOutFile[];
  /** Packages that the provider speaks of without naming their files. */
  readonly named: readonly NamedPackage[];
  /** The documents as they arrived, for the pool, under names of ours. */
  readonly kept: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}
