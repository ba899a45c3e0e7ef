import type { DesiredState } from '../../domain/desired-state.ts';
import { type Allowance, allowedText } from '../../domain/guards.ts';
import type { Action, PlanNote } from '../../domain/plan.ts';
import { majorOf } from '../../domain/release.ts';
import { type Course, idOf } from '../course.ts';
import { freezeOf } from './frozen.ts';

/** The entries of `guards.allow` that let nothing through in this plan: they are spent, or name nothing that is asked. */
export function spentAllowances(
  desired: DesiredState,
  courses: readonly Course[],
  actions: readonly Action[],
): readonly PlanNote[] {
  return desired.policy.guards.allowances
    .filter((allowance) => !isUsed(allowance, { desired, courses, actions }))
    .map((allowance) => ({
      sentence: `guards.allow {${allowedText(allowance)}} lets nothing through now; when it was used it can go`,
      at: allowance.at,
    }));
}

interface Decided {
  readonly desired: DesiredState;
  readonly courses: readonly Course[];
  readonly actions: readonly Action[];
}

function isUsed(allowance: Allowance, { desired, courses, actions }: Decided): boolean {
  const steps = courses.flatMap((course) => {
    const { step } = course.walk;
    return course.decision.kind === 'nothing' || step === null ? [] : [{ release: idOf(course), step }];
  });
  switch (allowance.guard) {
    case 'removal':
    case 'emptying':
      return actions.some(
        (action) =>
          action.kind === 'publish-generation' &&
          action.repository.key === allowance.repository &&
          action.number === allowance.generation &&
          action.removed.length > 0,
      );
    case 'mass-change':
      return steps.some(({ step }) => step.edit.commit === allowance.commit);
    case 'rewritten-history':
      return desired.rewritten === allowance.commit;
    case 'downgrade':
      return steps.some(
        ({ release, step }) => release === allowance.release && step.transition.effect === 'move',
      );
    case 'freeze':
      return (
        freezeOf(desired.policy.guards, { key: majorOf(allowance.release) }) !== undefined &&
        steps.some(
          ({ release, step }) => release === allowance.release && step.transition.to === allowance.state,
        )
      );
    default:
      return allowance satisfies never;
  }
}
