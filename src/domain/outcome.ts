import type { Failure } from './failure.ts';
import type { Generation } from './generation.ts';
import type { Instant } from './instant.ts';
import type { SystemReading } from './operating-system.ts';
import type { ActionId, Plan } from './plan.ts';
import type { Inventory } from './record.ts';

/** What an action left behind that the record needs. */
export type Product =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'generation';
      readonly generation: Generation;
      /** Signed root files by base name, and the attestations that it brought by path. */
      readonly rootFiles: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'inventory'; readonly inventory: Inventory }
  | { readonly kind: 'system'; readonly reading: SystemReading };

/** How one action ended. */
export type ActionResult =
  | { readonly kind: 'done'; readonly action: ActionId; readonly product: Product }
  | { readonly kind: 'failed'; readonly action: ActionId; readonly failure: Failure }
  /** A fetch that goes on; a later cycle hears how it ends. */
  | { readonly kind: 'running'; readonly action: ActionId }
  /** `because` names the action that did not end well; null when the run was ended before this one. */
  | { readonly kind: 'skipped'; readonly action: ActionId; readonly because: ActionId | null };

/** What became of a plan. */
export interface Outcome {
  readonly plan: Plan;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** One for each action, in the order of the plan. */
  readonly results: readonly ActionResult[];
}

/** Whether nothing failed and nothing was left. */
export function isComplete(outcome: Outcome): boolean {
  return outcome.results.every((result) => result.kind === 'done' || result.kind === 'running');
}
