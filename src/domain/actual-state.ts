import type { Sha256 } from './digest.ts';
import type { Generation } from './generation.ts';
import type { Uninstallable } from './installability.ts';
import type { Instant } from './instant.ts';
import type { MarkedPlace } from './marker.ts';
import type { PooledPackage, PooledRelease } from './member.ts';
import type { Observation } from './observation.ts';
import type { SystemKey } from './operating-system.ts';
import type { ReconcilerRecord } from './record.ts';
import type { ReleaseId } from './release.ts';
import type { RepositoryKey } from './repository.ts';

/** What was found where a repository is published. */
export type PublishedRepository =
  | { readonly state: 'absent' }
  /** Something stands there that the record does not explain. */
  | {
      readonly state: 'strange';
      /** The generation that clients read, when it is a signed one of ours. */
      readonly live: Generation | null;
      /** What generationDigest says of what they read, whoever made it; null when it is no generation. */
      readonly digest: Sha256 | null;
      readonly damage: readonly [string, ...string[]];
      readonly strange: readonly string[];
    }
  | {
      readonly state: 'published';
      readonly generation: Generation;
      /** What generationDigest says of it. */
      readonly digest: Sha256;
      /** What is not as generation.json says, one sentence each; empty when all is well. */
      readonly damage: readonly string[];
      /** Paths below the repository that nothing of ours has, or that cannot be mended: they have to go. */
      readonly strange: readonly string[];
    };

/** Whose attempts are counted: a release's, or those to read an operating system. */
export type AttemptKey = ReleaseId | SystemKey;

/** Failed attempts at the next step of a release, or at a reading; kept in the ledger and lost without harm. */
export interface Attempts {
  readonly count: number;
  readonly dueAt: Instant;
  /** Digest of the content, or the declaration, that a fetch failed for; another one is tried at once. Null where it was no part of it. */
  readonly content: Sha256 | null;
}

/** What the world looks like: each fact known or unknown. */
export interface ActualState {
  readonly record: Observation<ReconcilerRecord>;
  /** Every repository that policy or record names. */
  readonly repositories: ReadonlyMap<RepositoryKey, Observation<PublishedRepository>>;
  /** Since when every file of a repository has been read and digested at least once; not there where none was. */
  readonly readSince: ReadonlyMap<RepositoryKey, Instant>;
  /** Null for a release that is not in the pool. */
  readonly pool: ReadonlyMap<ReleaseId, Observation<PooledRelease | null>>;
  /** Releases whose files in the pool are not what was fetched, with one sentence for each of those. */
  readonly poolDamage: ReadonlyMap<ReleaseId, readonly [string, ...string[]]>;
  /** Folders of the host that have to be marked before something is done in them. */
  readonly unmarked: readonly MarkedPlace[];
  readonly attempts: ReadonlyMap<AttemptKey, Attempts>;
  /** Packages by the digest of their member's manifest; only of members that a plan has to compare. */
  readonly packages: ReadonlyMap<Sha256, Observation<readonly PooledPackage[]>>;
  /** What solvers answered, by the digest of the question; only of questions that a plan has to ask. */
  readonly installability: ReadonlyMap<Sha256, Observation<readonly Uninstallable[]>>;
}
