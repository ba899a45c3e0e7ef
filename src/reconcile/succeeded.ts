import { isComplete } from '../domain/outcome.ts';
import type { Cycle } from './cycle.ts';

/** Whether a cycle did all that git asks. What cannot be told is left alone, which is right and is still no success. */
export function succeeded(cycle: Cycle): boolean {
  if (cycle.kind === 'refused') return false;
  const { record, repositories, pool } = cycle.planned.actual;
  const told = [record, ...repositories.values(), ...pool.values()].every(({ kind }) => kind === 'known');
  return told && isComplete(cycle.outcome);
}
