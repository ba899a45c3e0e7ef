import type { Product } from '../../domain/outcome.ts';
import type { Action } from '../../domain/plan.ts';
import type { ApplyDeps, Context, Handler } from '../handler.ts';
import { enterState } from './enter-state.ts';
import { fetchRelease } from './fetch-release.ts';
import { publishGeneration } from './publish-generation.ts';
import { readSystem } from './read-system.ts';
import { recordGeneration } from './record-generation.ts';
import { repairRelease } from './repair-release.ts';
import { restoreGeneration } from './restore-generation.ts';
import { retireRepository } from './retire-repository.ts';

const handlers: { readonly [Kind in Action['kind']]: Handler<Kind> } = {
  'fetch-release': fetchRelease,
  'repair-release': repairRelease,
  'read-system': readSystem,
  'publish-generation': publishGeneration,
  'restore-generation': restoreGeneration,
  'record-generation': recordGeneration,
  'retire-repository': retireRepository,
  'enter-state': enterState,
};

/** Carries out one action by the handler of its kind. */
export function carryOut<Kind extends Action['kind']>(
  deps: ApplyDeps,
  action: Extract<Action, { kind: Kind }>,
  context: Context,
): Promise<Product> {
  const handler = handlers[action.kind as Kind] as Handler<Kind>;
  return handler(deps, action, context);
}
