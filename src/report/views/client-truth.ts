import type { Instant } from '../../domain/instant.ts';

/** What one real client read at the public address of a repository. */
export interface ClientReading {
  /** Who read, such as `dnf 4.14, metalink`. */
  readonly client: string;
  readonly at: Instant;
  /** The generation that it was given; null where it could not tell. */
  readonly generation: number | null;
  /** One sentence: what it counted and checked, or why it could not read. */
  readonly sentence: string;
  readonly verdict: 'the-same' | 'older' | 'wrong' | 'unreachable';
}
