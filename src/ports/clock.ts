import type { Instant } from '../domain/instant.ts';

/** The time of day. Everything else gets its time as an argument. */
export interface Clock {
  /** The present moment, in whole seconds of UTC. */
  now(): Instant;
}
