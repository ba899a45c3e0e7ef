/**
 * What was seen of the world. Unknown is not empty: what could not be read is `unknown` with its reason, and the
 * planner's answer to it is to hold still and say so.
 */
export type Observation<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly reason: string };

/** A fact that was read. */
export function known<T>(value: T): Observation<T> {
  return { kind: 'known', value };
}

/** A fact that could not be read, and why. */
export function unknown(reason: string): Observation<never> {
  return { kind: 'unknown', reason };
}
