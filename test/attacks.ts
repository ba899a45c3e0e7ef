import { inputAttacks } from './attacks/input.ts';
import { operationAttacks } from './attacks/operation.ts';
import { peopleAttacks } from './attacks/people.ts';
import type { Standing } from './requirements/standing.ts';

/** How every row of docs/attacks.md stands: which tests play the attack, or what is missing. */
export const attacks: Readonly<Record<string, Standing>> = {
  ...inputAttacks,
  ...peopleAttacks,
  ...operationAttacks,
};
