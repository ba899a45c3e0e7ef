import { inventoryOf } from '../../intake/pooled-inventory.ts';
import type { Handler } from '../handler.ts';

/**
 * A state is entered by being recorded; what must be true before it stands in `after`. The first state with packages
 * brings their inventory along: the run that fetched them may have ended before it could write it down.
 */
export const enterState: Handler<'enter-state'> = async ({ intake }, action) => {
  const pooled = action.to.state === 'Unverified' ? await intake.pool.describe(action.release) : null;
  if (pooled === null) return { kind: 'none' };
  return { kind: 'inventory', inventory: await inventoryOf(intake.pool, pooled) };
};
