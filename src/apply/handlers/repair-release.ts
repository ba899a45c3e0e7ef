import { repairRelease as repair } from '../../intake/repair-release.ts';
import { type Handler, keysOf } from '../handler.ts';

/** Fetches a release again whose copy in the pool is damaged. Its links in the repositories are made by the cycle after. */
export const repairRelease: Handler<'repair-release'> = async (deps, action, { keys }) => {
  await repair(deps.intake, { ...action, kind: 'fetch-release' }, keysOf(keys, action.keys));
  return { kind: 'none' };
};
