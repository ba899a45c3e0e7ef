import { dirname, join } from 'node:path';
import type { Generation } from '../domain/generation.ts';
import { isHashNamed } from '../formats/repository-layout.ts';
import { generationsBefore } from './kept-generations.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';

/**
 * Gives the hash-named files of the kept earlier generations a name in the new one: a client that read the root files
 * before the switch asks for them afterwards.
 */
export async function carryOver(
  deps: Pick<PublishDeps, 'files' | 'changes'>,
  place: Place,
  into: { readonly folder: string; readonly generation: Generation; readonly keepGenerations: number },
): Promise<void> {
  const own = new Set(into.generation.files.map((file) => file.path));
  const earlier = await generationsBefore(deps.files, place, into.generation.number);
  for (const kept of earlier.slice(0, Math.max(into.keepGenerations - 1, 0))) {
    const paths = (kept.generation?.files ?? []).map((file) => file.path).filter(isHashNamed);
    for (const path of paths.filter((name) => !own.has(name))) {
      own.add(path);
      const from = join(kept.folder, path);
      // A damaged earlier generation is no reason to hold back a good new one.
      if ((await deps.files.facts(from))?.kind !== 'file') continue;
      await deps.changes.makeFolder(dirname(join(into.folder, path)));
      await deps.changes.link(from, join(into.folder, path));
    }
  }
}
