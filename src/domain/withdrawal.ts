import type { ObservedState, Transition } from './lifecycle.ts';

/** Why packages were taken out of production, and since when, as people say it (C8). */
export interface Withdrawal {
  /** A date such as 2026-11-22; for people, nothing is computed from it. */
  readonly since: string;
  readonly reason: string;
}

/**
 * What a withdrawal does: the packages leave production, and the state stays. It is no row of the table, because it leads
 * to no other state; policy opens it, and limits on removals hold for it (R58, C8).
 */
export const withdrawing: Transition = {
  from: 'Production',
  to: 'Production',
  effect: 'clean-up',
  cites: 'R58, C8',
};

/** What the end of a withdrawal does: the packages come back to production, and are asked about like new ones. */
export const comingBack: Transition = {
  from: 'Production',
  to: 'Production',
  effect: 'move',
  cites: 'R58, C8',
};

/** Whether a release in production has no packages there. */
export function isWithdrawn(
  observed: ObservedState | undefined,
): observed is Extract<ObservedState, { readonly withdrawn: unknown }> {
  return observed !== undefined && 'withdrawn' in observed;
}
