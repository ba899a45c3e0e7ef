import type { ActualState } from '../domain/actual-state.ts';
import type { DesiredState } from '../domain/desired-state.ts';
import type { Finding } from '../domain/finding.ts';
import type { Plan } from '../domain/plan.ts';

/** What observing and planning came to. A policy that cannot be read refuses everything; a release only itself. */
export type Planned =
  | { readonly kind: 'refused'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'planned';
      readonly desired: DesiredState;
      readonly actual: ActualState;
      readonly plan: Plan;
      /** What is wrong with single files; their releases hold still. */
      readonly findings: readonly Finding[];
    };
