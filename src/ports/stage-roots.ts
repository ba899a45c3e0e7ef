import type { Stage } from '../domain/major-release.ts';

/** Where a stage is published on this host, and under which address clients reach it. */
export interface StageRoot {
  /** Absolute path. */
  readonly path: string;
  /** Base URL without a slash at its end. */
  readonly url: string;
}

/** The root of every stage (R81, R82). */
export type StageRoots = { readonly [stage in Stage]: StageRoot };
