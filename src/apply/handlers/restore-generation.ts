import { StagepostError } from '../../domain/failure.ts';
import { restoreGeneration as restore } from '../../publish/restore-generation.ts';
import { fenced } from '../fence.ts';
import { type Handler, keysOf } from '../handler.ts';

/** Makes a recorded generation again; its signed files come from the record, since two signatures never agree. */
export const restoreGeneration: Handler<'restore-generation'> = async (deps, action, context) => {
  const { record, keys } = context;
  const recorded = record.generations.get(action.repository.key);
  if (recorded === undefined)
    throw new StagepostError({
      code: 'plan-changed',
      message: `the record has no generation of ${action.repository.key}`,
      hint: 'plan again',
    });
  const restored = await restore(fenced(deps, context, action.repository), {
    ...action,
    root: deps.roots[action.repository.stage],
    rootFiles: recorded.rootFiles,
    keys: keysOf(keys, action.keys),
  });
  return { kind: 'generation', ...restored };
};
