import { dirname, join } from 'node:path';
import { isHashNamed } from '../formats/repository-layout.ts';
import { generationsBefore, type Keeping } from './kept-generations.ts';
import type { Place } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';

/**
 * Gives the hash-named files of the kept earlier generations a name in the new one: a client that read the root files
 * before the switch asks for them afterwards.
 */
export async function carryOver(
  deps: Pick<PublishDeps, 'files' | 'changes'>,
  place: Place,
  into: Keeping & { readonly folder: string },
): Promise<void> {
  const own = new Set(into.generation.files.map((file) => file.path));
  const { kept } = await generationsBefore(deps.files, place, into);
  for (const { generation, folder } of kept) {
    const paths = (generation?.files ?? []).map((file) => file.path).filter(isHashNamed);
    for (const path of paths.filter((name) => !own.has(name))) {
      own.add(path);
      const from = join(folder, path);
      // A damaged earlier generation is no reason to hold back a good new one.
      if ((await deps.files.facts(from))?.kind !== 'file') continue;
      await deps.changes.makeFolder(dirname(join(into.folder, path)));
      await deps.changes.link(from, join(into.folder, path));
    }
  }
}
