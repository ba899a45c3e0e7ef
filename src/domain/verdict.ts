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

/** From best to worst; the worst verdict of a step decides it. */
export const verdictOrder = [
  'pass',
  'wait-until',
  'wait-for',
  'needs-approval',
  'cannot-tell',
  'blocked',
] as const satisfies readonly Verdict['kind'][];

/** The worst of some verdicts; the first of equals. A step without verdicts passes. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const rank = (verdict: Verdict) => verdictOrder.indexOf(verdict.kind);
  const [first, ...rest] = verdicts;
  if (first === undefined) return { kind: 'pass', sentence: 'nothing stands against it' };
  return rest.reduce((worst, next) => (rank(next) > rank(worst) ? next : worst), first);
}
