import type { AdvisedPackages } from './advisory.ts';
import type { Sha256 } from './digest.ts';
import type { LeftOutFile } from './package-part.ts';
import type { PackageRelations } from './relations.ts';
import type { PlatformKey, ReleaseId } from './release.ts';

/** A package as its own header tells it. */
export interface PackageIdentity {
  readonly name: string;
  /** `0` where the package names none. */
  readonly epoch: string;
  readonly version: string;
  /** Empty for a native Debian package. */
  readonly release: string;
  readonly arch: string;
}

/** A package in the pool. */
export interface PooledPackage extends PackageIdentity {
  /** Base name of the file; it agrees with the header. */
  readonly file: string;
  readonly size: number;
  readonly sha256: Sha256;
  /** What it says of others; not given where nobody wrote it down, which is not the same as nothing. */
  readonly relations?: PackageRelations;
}

/** The packages of one release for one platform: the unit that enters and leaves repositories. */
export interface Member {
  readonly release: ReleaseId;
  readonly platform: PlatformKey;
  /** Digest of the member's manifest in the pool; pins every package and every rendered byte of metadata. */
  readonly digest: Sha256;
  readonly packages: number;
}

/** A release in the pool: fetched, verified, rendered, never changed again. */
export interface PooledRelease {
  readonly release: ReleaseId;
  /** Digest of the release's content fields when it was fetched; a later edit of them is refused (R36). */
  readonly content: Sha256;
  readonly members: readonly Member[];
  /** What the provider offers beside it and policy leaves out; not given when that is nothing. */
  readonly leftOut?: readonly LeftOutFile[];
}

/** The indexes that tools render from packages: three of yum, one of apt. */
export type IndexName = 'primary' | 'filelists' | 'other' | 'packages';

/** The metadata files whose bodies a member contributes: the indexes, and what advisories become; updateinfo is for yum. */
export type SegmentName = IndexName | 'updateinfo' | 'osv';

/** A piece of metadata of one member, compressed once so that publishing only joins pieces. */
export interface SegmentFile {
  readonly name: SegmentName;
  /** Raw deflate data that ends in a full flush. */
  readonly size: number;
  readonly sha256: Sha256;
  /** Size and CRC-32 of the uncompressed piece. */
  readonly rawSize: number;
  readonly crc32: number;
}

/** The manifest of a member in the pool; its digest is {@link Member.digest}. */
export interface MemberManifest {
  readonly schemaVersion: 1;
  readonly release: ReleaseId;
  readonly platform: PlatformKey;
  readonly format: 'yum' | 'apt';
  /** In order of file name. */
  readonly packages: readonly PooledPackage[];
  readonly segments: readonly SegmentFile[];
  /** Advisories that concern packages of this member, in the order of the release file; not given when there are none. */
  readonly advisories?: readonly AdvisedPackages[];
}
