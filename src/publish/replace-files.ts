import { dirname, join } from 'node:path';
import { packagesLink } from '../formats/repository-layout.ts';
import { filesOfGeneration } from './files-of-generation.ts';
import type { PublishDeps } from './publish-deps.ts';

type ReplaceDeps = Pick<PublishDeps, 'files' | 'changes'>;

/**
 * Puts every file of a built generation in the place of a damaged one of the same number, each by one rename: who reads
 * the damaged folder finds a file that was sound the same all the time. What does not belong there goes.
 */
export async function replaceFiles(deps: ReplaceDeps, built: string, folder: string): Promise<void> {
  const paths = await filesOfGeneration(deps.files, built);
  await removeStrangers(deps, folder, { files: paths, link: packagesLink.name });
  for (const path of paths) {
    await deps.changes.makeFolder(dirname(join(folder, path)));
    await deps.changes.rename(join(built, path), join(folder, path));
  }
  const target = await deps.files.linkTarget(join(built, packagesLink.name));
  if (target !== null) await deps.changes.switchLink(join(folder, packagesLink.name), target);
  await deps.changes.remove(built);
}

interface Belonging {
  readonly files: readonly string[];
  /** Name of a link that may stay; empty where there is none. */
  readonly link: string;
}

async function removeStrangers(deps: ReplaceDeps, folder: string, { files, link }: Belonging): Promise<void> {
  for (const name of (await deps.files.list(folder)) ?? []) {
    const path = join(folder, name);
    const kind = (await deps.files.facts(path))?.kind;
    const inside = files.filter((file) => file.startsWith(`${name}/`));
    if (kind === 'folder' && inside.length > 0) {
      const below = inside.map((file) => file.slice(name.length + 1));
      await removeStrangers(deps, path, { files: below, link: '' });
    } else if (!(kind === 'file' && files.includes(name)) && !(kind === 'link' && name === link)) {
      await deps.changes.remove(path);
    }
  }
}
