import { retireRepository as retire } from '../../publish/retire-repository.ts';
import type { Handler } from '../handler.ts';

/** Removes the private repository of a release. */
export const retireRepository: Handler<'retire-repository'> = async (deps, { repository }) => {
  await retire(deps.publish, { repository, root: deps.roots[repository.stage] });
  return { kind: 'none' };
};
