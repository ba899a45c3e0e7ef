import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';

/** Changes one repository while nobody else does, unless another reconciler has written since this was planned. */
export async function holdPlace<T>(
  deps: Pick<PublishDeps, 'changes' | 'lock' | 'confirm'>,
  place: Place,
  work: () => Promise<T>,
): Promise<T> {
  await deps.changes.makeFolder(place.folder);
  return deps.lock.hold(place.folder, async () => {
    await deps.confirm();
    return work();
  });
}
