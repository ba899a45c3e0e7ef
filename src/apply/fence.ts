import type { Repository } from '../domain/repository.ts';
import { overtaken } from '../publish/overtaken.ts';
import { placeOf } from '../publish/place.ts';
import type { PublishDeps } from '../publish/publish-generation.ts';
import { readLiveDigest } from '../publish/read-live.ts';
import type { ApplyDeps, Context } from './handler.ts';

/** What changing a repository works with: fenced by the record and by the live generation that the plan was made from. */
export function fenced(deps: ApplyDeps, context: Context, repository: Repository): PublishDeps {
  const place = placeOf(repository, deps.roots[repository.stage]);
  const { generations } = context.plan.base;
  const planned = generations.find((base) => base.repository === repository.key)?.digest ?? null;
  const confirm = async () => {
    await deps.records.ensureNewest(context.record.parent);
    if ((await readLiveDigest(deps.publish.files, place)) !== planned)
      throw overtaken(place, 'another generation');
  };
  return { ...deps.publish, confirm };
}
