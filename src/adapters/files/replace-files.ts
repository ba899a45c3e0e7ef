import { dirname, join } from 'node:path';
import type { FileChanges } from '../../ports/files.ts';
import { attempt } from './file-failure.ts';
import { protectFile } from './protect-files.ts';
import { localFiles } from './read-files.ts';

/** Puts files in the place of others of the same paths. A reader finds the old file or the new one, and both stay whole. */
export async function replaceFiles(
  changes: FileChanges,
  folder: string,
  { from, paths }: { readonly from: string; readonly paths: readonly string[] },
): Promise<void> {
  for (const path of paths) {
    const [source, target] = [join(from, path), join(folder, path)];
    await attempt(`protect ${source}`, () => protectFile(source));
    // A folder cannot be replaced by a rename.
    if ((await localFiles.facts(target))?.kind === 'folder') await changes.remove(target);
    await changes.makeFolder(dirname(target));
    await changes.rename(source, target);
  }
}
