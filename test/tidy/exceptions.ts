import type { Exception } from './rule.ts';

/** Each entry must be used, so that the list can only shrink. */
export const exceptions: readonly Exception[] = [];
