import { dirname, join } from 'node:path';
import { generationFolder } from '../domain/generation.ts';
import { folderOfTarget, generationsFolder, liveLink, liveTarget } from '../formats/repository-layout.ts';
import { filesOfGeneration } from './files-of-generation.ts';
import { type Place, standbyFolder } from './place.ts';
import type { PublishDeps } from './publish-deps.ts';
import { replaceFiles } from './replace-files.ts';

interface Built {
  readonly folder: string;
  readonly number: number;
}

/** Gives a built and checked generation its number and makes it live by one rename of the link, if that is still right. */
export async function putInPlace(
  deps: Pick<PublishDeps, 'files' | 'changes' | 'confirm'>,
  place: Place,
  built: Built,
): Promise<void> {
  const name = generationFolder(built.number);
  const { format } = place.repository;
  await deps.confirm();
  const target = await deps.files.linkTarget(place.live);
  const folder = join(place.generations, name);
  const isLive = target !== null && folderOfTarget(format, target) === name;
  if (isLive) await standIn(deps, place, built);
  if (isLive && (await deps.files.facts(folder))?.kind === 'folder') {
    await replaceFiles(deps, built.folder, folder);
  } else {
    // What stands there under this number was never live, or clients do not read it any more.
    await deps.changes.remove(folder);
    await deps.changes.rename(built.folder, folder);
  }
  await deps.changes.switchLink(place.live, liveTarget(format, built.number));
  await deps.changes.remove(join(place.generations, standbyFolder(built.number)));
}

/**
 * The damaged generation of the same number is live, and its folder cannot be replaced in one step: until that is done,
 * clients read a second set of names of the new files.
 */
async function standIn(
  deps: Pick<PublishDeps, 'files' | 'changes'>,
  place: Place,
  built: Built,
): Promise<void> {
  const name = standbyFolder(built.number);
  const standby = join(place.generations, name);
  await deps.changes.remove(standby);
  for (const path of await filesOfGeneration(deps.files, built.folder)) {
    await deps.changes.makeFolder(dirname(join(standby, path)));
    await deps.changes.link(join(built.folder, path), join(standby, path));
  }
  const live = liveLink(place.repository.format);
  await deps.changes.switchLink(place.live, `${generationsFolder}/${name}/${live}`);
}
