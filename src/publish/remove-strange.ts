import { join, normalize } from 'node:path';
import { StagepostError } from '../domain/failure.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';

/** Removes entries of a repository that are none of ours; links are removed and not followed. */
export async function removeStrange(
  deps: Pick<PublishDeps, 'changes' | 'progress'>,
  place: Place,
  paths: readonly string[],
): Promise<void> {
  for (const path of paths) {
    const full = path === '.' ? place.folder : join(place.folder, path);
    // The plan names what was seen; a path that leads elsewhere was not seen below the repository.
    if (normalize(path) !== path || (path !== '.' && !full.startsWith(`${place.folder}/`)))
      throw leadsElsewhere(place, path);
    deps.progress.step(`removing ${path} from ${place.repository.title}`);
    await deps.changes.remove(full);
  }
}

function leadsElsewhere(place: Place, path: string): StagepostError {
  return new StagepostError({
    code: 'plan-unsound',
    message: `${path} does not lie below ${place.repository.title}`,
    hint: 'This is a fault of the planner; nothing was removed. Please report it.',
    treatment: 'needs-person',
  });
}
