import { dirname, join } from 'node:path';
import type { Repository } from '../domain/repository.ts';
import type { StageRoot } from '../ports/stage-roots.ts';
import { holdPlace } from './hold-place.ts';
import { placeOf } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';

/** Removes a repository: the link first, so that no client starts reading what is going. Fine when it is gone. */
export async function retireRepository(
  deps: Pick<PublishDeps, 'changes' | 'progress' | 'lock' | 'confirm'>,
  request: { readonly repository: Repository; readonly root: StageRoot },
): Promise<void> {
  const place = placeOf(request.repository, request.root);
  deps.progress.step(`removing ${place.repository.title}`);
  await holdPlace(deps, place, async () => {
    await deps.changes.remove(place.live);
    await deps.changes.remove(place.folder);
  });
  await removeEmptyFolders(deps, dirname(request.repository.path), request.root);
}

async function removeEmptyFolders(
  { changes }: Pick<PublishDeps, 'changes'>,
  below: string,
  root: StageRoot,
): Promise<void> {
  for (let path = below; path !== '.'; path = dirname(path))
    await changes.removeEmptyFolder(join(root.path, path));
}
