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

/** A verdict and the name of the gate that gave it, such as `soak`. */
export interface GateVerdict {
  readonly gate: string;
  readonly verdict: Verdict;
}

const kindsFromBest = [
  'pass',
  'wait-until',
  'wait-for',
  'needs-approval',
  'blocked',
  'cannot-tell',
] as const satisfies readonly Verdict['kind'][];

/** The same verdicts, worst first; of two waits until a moment the later is worse, and equals keep their order. */
export function worstFirst(verdicts: readonly GateVerdict[]): readonly GateVerdict[] {
  return [...verdicts].sort((a, b) => rankOf(b) - rankOf(a) || compareMoments(a.verdict, b.verdict));
}

/** The verdict that counts: the worst of all; a pass where nobody was asked. */
export function worstOf(verdicts: readonly GateVerdict[]): Verdict {
  return worstFirst(verdicts)[0]?.verdict ?? { kind: 'pass', sentence: 'as git asks' };
}

function rankOf({ verdict }: GateVerdict): number {
  return kindsFromBest.indexOf(verdict.kind);
}

function compareMoments(a: Verdict, b: Verdict): number {
  if (a.kind !== 'wait-until' || b.kind !== 'wait-until' || a.until === b.until) return 0;
  return a.until > b.until ? -1 : 1;
}
