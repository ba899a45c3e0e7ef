import { fieldRequirements } from './requirements/fields.ts';
import { intakeRequirements } from './requirements/intake.ts';
import { peopleRequirements } from './requirements/people.ts';
import { reconcilerRequirements } from './requirements/reconciler.ts';
import type { Standing } from './requirements/standing.ts';
import { stateRequirements } from './requirements/states.ts';

/** How every requirement of docs/requirements.md stands: which tests show it whole, or what is missing. */
export const requirements: Readonly<Record<string, Standing>> = {
  ...intakeRequirements,
  ...fieldRequirements,
  ...stateRequirements,
  ...reconcilerRequirements,
  ...peopleRequirements,
};
