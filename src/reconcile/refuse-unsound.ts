import { StagepostError } from '../domain/failure.ts';

/** Ends the cycle when the second opinion on its plan has anything to say. */
export function refuseUnsound(objections: readonly string[]): void {
  if (objections.length === 0) return;
  throw new StagepostError({
    code: 'plan-unsound',
    message: `the plan breaks ${objections.length} rule(s) that every plan must keep; nothing was changed`,
    hint: 'this is a mistake of the planner; please report it with the output of `stagepost plan --json`',
    treatment: 'fatal',
    details: objections,
  });
}
