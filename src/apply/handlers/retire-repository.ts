import { retireRepository as retire } from '../../publish/retire-repository.ts';
import { fenced } from '../fence.ts';
import type { Handler } from '../handler.ts';

/** Removes the private repository of a release. */
export const retireRepository: Handler<'retire-repository'> = async (deps, { repository }, context) => {
  await retire(fenced(deps, context, repository), { repository, root: deps.roots[repository.stage] });
  return { kind: 'none' };
};
