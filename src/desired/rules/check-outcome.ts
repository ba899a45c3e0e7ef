import { deniesOutcome } from '../../domain/rollout-outcome.ts';
import type { Report, RuleInput } from './rule.ts';

/** An outcome does not contradict the end of the release: Reject follows from Rejected and is not written (R30). */
export function checkOutcome({ release: { outcome, desiredState } }: RuleInput, report: Report): void {
  if ((outcome ?? null) === null || !deniesOutcome(desiredState)) return;
  const message = `outcome ${outcome} contradicts desiredState ${desiredState}`;
  const why =
    desiredState === 'Rejected'
      ? 'a release that is rejected in stage rollout has the outcome Reject by that alone'
      : 'a release that is ignored has none';
  report(['outcome'], { rule: 'outcome', message, hint: `remove outcome: ${why}` });
}
