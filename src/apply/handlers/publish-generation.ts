import { laterOf, plusSeconds } from '../../domain/instant.ts';
import type { Plan, PublishGeneration } from '../../domain/plan.ts';
import type { Promotion } from '../../domain/promoted.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { publishGeneration as publish } from '../../publish/publish-generation.ts';
import { fenced } from '../fence.ts';
import { type Handler, keysOf } from '../handler.ts';

/** Publishes a generation. Its date is the moment of the plan, but later than the one before: clients ignore older ones. */
export const publishGeneration: Handler<'publish-generation'> = async (deps, action, context) => {
  const { plan, record, keys } = context;
  const { laterThan } = action;
  const date = laterThan === null ? plan.madeAt : laterOf(plan.madeAt, plusSeconds(laterThan, 1));
  const published = await publish(fenced(deps, context, action.repository), {
    ...action,
    root: deps.roots[action.repository.stage],
    date,
    commit: plan.base.commit,
    planDigest: plan.digest,
    record: plan.base.record,
    promotions: promotionsOf(action, plan),
    attested: record.generations.get(action.repository.key)?.rootFiles ?? new Map(),
    keys: keysOf(keys, action.keys),
  });
  return { kind: 'generation', ...published };
};

// Nothing is promoted into the private repository of a release.
function promotionsOf(
  { repository, added }: PublishGeneration,
  { promotions }: Plan,
): ReadonlyMap<ReleaseId, Promotion> {
  const coming = promotions.filter(({ release }) => repository.release === null && added.includes(release));
  return new Map(coming.map((promotion) => [promotion.release, promotion]));
}
