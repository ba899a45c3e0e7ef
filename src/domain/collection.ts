import type { Instant } from './instant.ts';
import type { Observation } from './observation.ts';
import type { ReleaseId, StateName } from './release.ts';
import type { RepositoryKey } from './repository.ts';

/** What the pool holds, and which releases the generations on disk still name. */
export interface PoolContents {
  /** In order of id. */
  readonly releases: readonly PoolEntry[];
  /** Releases named by any generation that is still on disk, the live one included. */
  readonly keptIn: ReadonlyMap<RepositoryKey, Observation<ReadonlySet<ReleaseId>>>;
}

/** A release in the pool, and the bytes that its removal would free once no repository has links to them. */
export interface PoolEntry {
  readonly release: ReleaseId;
  readonly bytes: number;
}

/** A release whose packages nobody needs any more. */
export interface Removal extends PoolEntry {
  /** The state in which it ended, and since when. */
  readonly state: StateName;
  readonly ended: Instant;
}

/** A release that stays in the pool. */
export interface Kept extends PoolEntry {
  /** One sentence. */
  readonly why: string;
  /** When it may go if nothing else happens; null where time alone changes nothing. */
  readonly until: Instant | null;
}

/** What garbage collection would do to the pool, every release in exactly one of the two lists, in order of id. */
export interface Collection {
  readonly removals: readonly Removal[];
  readonly kept: readonly Kept[];
}
