import { join } from 'node:path';
import { type MarkedPlace, markerName } from '../domain/marker.ts';
import type { FileChanges, Files } from '../ports/files.ts';
import type { StageRoots } from '../ports/stage-roots.ts';

interface Deps {
  readonly files: Files;
  readonly roots: StageRoots;
  readonly state: string;
  readonly publish: { readonly changes: FileChanges };
}

/** Marks folders that are used for the first time, or were used before there were marks. Idempotent. */
export async function markPlaces(deps: Deps, places: readonly MarkedPlace[]): Promise<void> {
  const { changes } = deps.publish;
  for (const place of places) {
    const folder = place === 'state' ? deps.state : deps.roots[place].path;
    await changes.makeFolder(folder);
    const mark = join(folder, markerName(place));
    if ((await deps.files.facts(mark)) === null) await changes.write(mark, '');
  }
}
