import { laterOf, plusSeconds } from '../../domain/instant.ts';
import { publishGeneration as publish } from '../../publish/publish-generation.ts';
import { fenced } from '../fence.ts';
import { type Handler, keysOf } from '../handler.ts';

/** Publishes a generation. Its date is the moment of the plan, but later than the one before: clients ignore older ones. */
export const publishGeneration: Handler<'publish-generation'> = async (deps, action, context) => {
  const { plan, keys } = context;
  const { laterThan } = action;
  const date = laterThan === null ? plan.madeAt : laterOf(plan.madeAt, plusSeconds(laterThan, 1));
  const published = await publish(fenced(deps, context, action.repository), {
    ...action,
    root: deps.roots[action.repository.stage],
    date,
    commit: plan.base.commit,
    planDigest: plan.digest,
    record: plan.base.record,
    keys: keysOf(keys, action.keys),
  });
  return { kind: 'generation', ...published };
};
