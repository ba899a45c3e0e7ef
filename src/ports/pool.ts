import type { Member, MemberManifest, PooledRelease, SegmentFile } from '../domain/member.ts';
import type { PlatformKey, ReleaseId } from '../domain/release.ts';

/**
 * The pool: packages as they came, with their metadata rendered once; read-only for ever.
 * A release is in it whole or not at all. Below a release's folder stand
 * `<platform>/<arch>/<package file>`, `members/<platform>/<arch>/member.json` and `<segment>.deflate`,
 * `release.json` (a PooledRelease), and the provider's `release.xml` and manifest, as `checksums.xml`
 * or `SHA256SUMS` by its form.
 */
export interface Pool {
  /** What the pool holds of a release; null when nothing. Throws `pool-damaged` when it cannot be read. */
  describe(release: ReleaseId): Promise<PooledRelease | null>;
  /** The manifest of a member; throws `pool-damaged` when its digest is not the member's. */
  manifest(member: Pick<Member, 'release' | 'platform' | 'digest'>): Promise<MemberManifest>;
  /** The compressed bytes of one segment; throws `pool-damaged` when size or digest are not the manifest's. */
  segment(manifest: MemberManifest, segment: SegmentFile): Promise<Uint8Array>;
  /** The provider's release.xml as it came; null when the pool has no such release. */
  releaseXml(release: ReleaseId): Promise<Uint8Array | null>;
  /** The provider's checksums.xml as it came; null when the pool has no such release, or its manifest has another form. */
  checksumsXml(release: ReleaseId): Promise<Uint8Array | null>;
  /** Absolute path of the folder of a member's packages. */
  packageFolder(release: ReleaseId, platform: PlatformKey): string;
  /** A fresh empty folder for one fetch, on the pool's file system, with a name that says for what. */
  openScratch(purpose: string): Promise<string>;
  /** Makes a finished scratch folder the release's folder by one rename; throws `pool-damaged` when one is there. */
  admit(release: ReleaseId, scratch: string): Promise<void>;
  /**
   * Puts files of a scratch folder in the place of a release's files of the same paths, each by one rename and for
   * reading only; what stands there goes. Nothing is compared here: the caller has read both.
   */
  replace(release: ReleaseId, scratch: string, paths: readonly string[]): Promise<void>;
  /** Removes a scratch folder; fine when it is gone. */
  discard(scratch: string): Promise<void>;
  /** Every release that the pool has a folder for, in order of id, also one that `describe` would call damaged. */
  releases(): Promise<readonly ReleaseId[]>;
  /** Size of all files of a release in bytes; 0 when the pool has none. */
  bytes(release: ReleaseId): Promise<number>;
  /** Takes a release out of the pool, whole and by one rename, and then removes it; fine when it is gone. */
  remove(release: ReleaseId): Promise<void>;
}

/** Folder of a platform's packages, relative to the release's folder. */
export function packageFolderOf(platform: PlatformKey): string {
  return platform;
}

/** Folder of a member's manifest and segments, relative to the release's folder. */
export function memberFolderOf(platform: PlatformKey): string {
  return `members/${platform}`;
}

/** File name of a segment inside its member's folder. */
export function segmentFileName(segment: Pick<SegmentFile, 'name'>): string {
  return `${segment.name}.deflate`;
}
