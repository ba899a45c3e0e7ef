import { digestOfValue, type Sha256 } from './digest.ts';
import type { SolvablePackage } from './installability.ts';
import type { Instant } from './instant.ts';
import type { RepositoryFormat } from './major-release.ts';
import type { Member } from './member.ts';
import type { PublicKey } from './public-key.ts';
import type { PlatformKey, ReleaseSource } from './release.ts';

/** A repository that the clients of a platform have from their operating system, as administrators name it. */
export interface SystemRepository {
  readonly protocol: ReleaseSource['protocol'];
  /** Its folder; ends with a slash. */
  readonly url: string;
  /** Suite of an apt repository; null for a flat one and for yum. */
  readonly suite: string | null;
  readonly components: readonly string[];
  /** By which its root file has to be signed; empty where nobody looks. */
  readonly keys: readonly PublicKey[];
  /** Closed networks into which the name of its host may lead. */
  readonly networks: readonly string[];
}

/** What policy says of operating systems. */
export interface SystemPolicy {
  /** After so many hours it is read again, while releases are on their way. */
  readonly readEveryHours: number;
  /** Repositories by platform, none of them empty; what has no entry here is outside and not looked at. */
  readonly repositories: ReadonlyMap<PlatformKey, readonly SystemRepository[]>;
}

/** Nobody has declared anything. */
export const noSystems: SystemPolicy = { readEveryHours: 24, repositories: new Map() };

/** What is read, where, and for whom; with no choices left. */
export interface SystemRequest {
  readonly platform: PlatformKey;
  readonly format: RepositoryFormat;
  /** Keys by their files. */
  readonly repositories: readonly (Omit<SystemRepository, 'keys'> & { readonly keys: readonly string[] })[];
  /** {@link declarationOf} what policy says. */
  readonly declaration: Sha256;
  /** In order of digest. */
  readonly members: readonly Member[];
  /** Package revisions of the fetching tool that policy accepts although it refuses their version. */
  readonly acceptedTools: readonly string[];
  /** Seconds that each repository may take. */
  readonly maxSeconds: number;
  /** Why it is read now. */
  readonly why: string;
}

/** A repository as it was read. */
export interface SystemRoot {
  readonly url: string;
  /** Path of the root file below it: repodata/repomd.xml, or InRelease or Release of the suite. */
  readonly file: string;
  readonly sha256: Sha256;
}

/**
 * What an operating system offers to some members: every package that they can reach by what they require, and that
 * these require in turn. It is all that decides whether they can be installed; of the rest nothing is kept.
 */
export interface SystemReading {
  readonly platform: PlatformKey;
  /** {@link declarationOf} the repositories that were read. */
  readonly declaration: Sha256;
  readonly readAt: Instant;
  readonly roots: readonly SystemRoot[];
  /** Digests of the members' manifests for which it was read, in order. */
  readonly members: readonly Sha256[];
  /** In order of name, each with no more relations than somebody asks for. */
  readonly packages: readonly SolvablePackage[];
}

/** Names a declaration: another address, suite or key is another one. Where its host may lead does not count. */
export function declarationOf(repositories: readonly SystemRepository[]): Sha256 {
  return digestOfValue(
    repositories.map(({ url, suite, components, keys }) => ({
      url,
      suite,
      components,
      keys: keys.map(({ armored }) => armored),
    })),
  );
}

/** Names the failed attempts to read the operating system of a platform, beside those of releases. */
export type SystemKey = `operating-system ${string}`;

/** Whether a name is one of those. */
export function isSystemKey(name: string): name is SystemKey {
  return name.startsWith('operating-system ');
}

/** The name of the attempts of a platform; no release has one like it. */
export function systemKeyOf(platform: PlatformKey): SystemKey {
  return `operating-system ${platform}`;
}
