import type { Instant } from './instant.ts';

/**
 * What a gate says about a step. Waiting, blocked, in need of approval and cannot-tell are different words, because
 * different people must act; each carries one sentence for them.
 */
export type Verdict =
  | { readonly kind: 'pass'; readonly sentence: string }
  | { readonly kind: 'wait-until'; readonly sentence: string; readonly until: Instant }
  | { readonly kind: 'wait-for'; readonly sentence: string; readonly whom: string }
  | { readonly kind: 'needs-approval'; readonly sentence: string; readonly role: string }
  | { readonly kind: 'blocked'; readonly sentence: string; readonly hint: string; readonly cites: string }
  | { readonly kind: 'cannot-tell'; readonly sentence: string };
