import type { PackageIdentity } from '../domain/member.ts';
import type { FetchedFile, FetchedPlatform } from './fetch-packages.ts';

/** A fetched file and what its header says. */
export interface CheckedFile extends FetchedFile {
  readonly identity: PackageIdentity;
}

/** The checked package files of one platform. */
export interface CheckedPlatform extends Omit<FetchedPlatform, 'files'> {
  readonly files: readonly CheckedFile[];
}
