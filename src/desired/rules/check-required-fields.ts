import { type RequiredField, requiredFields } from '../../domain/lifecycle.ts';
import { routeOf, textOrNull } from '../release-of.ts';
import type { Report, RuleInput } from './rule.ts';

const advice: { readonly [field in RequiredField]: string } = {
  reason: 'say in one sentence why the release goes no further',
  outcome: 'write Success or Warning',
  verificationReport: 'link the report of the verification',
  stageRolloutReport: 'link the report of the stage rollout',
};

/** A desired state brings the fields that it is justified by (R25, R26, R30, R51). */
export function checkRequiredFields({ release }: RuleInput, report: Report): void {
  const { desiredState } = release;
  const missing = requiredFields(desiredState, routeOf(release)).filter(
    (field) => textOrNull(release[field]) === null,
  );
  for (const field of missing) {
    const message = `desiredState ${desiredState} needs ${field}, which is empty`;
    report(['desiredState'], { rule: 'required-field', message, hint: advice[field] });
  }
}
