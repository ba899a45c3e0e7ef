import { takeIn } from '../../intake/take-in.ts';
import { type Handler, keysOf } from '../handler.ts';

/** Fetches a release into the pool. */
export const fetchRelease: Handler<'fetch-release'> = async (deps, action, { keys }) => ({
  kind: 'inventory',
  inventory: await takeIn(deps.intake, action, keysOf(keys, action.keys)),
});
