import { dirname, join } from 'node:path';
import type { ReleaseId } from '../../domain/release.ts';
import type { FileChanges } from '../../ports/files.ts';
import { localFiles } from './read-files.ts';

/** Every release with a folder below the root of a pool. */
export async function listReleases(root: string): Promise<readonly ReleaseId[]> {
  const majors = (await localFiles.list(root)) ?? [];
  const found: ReleaseId[] = [];
  for (const major of majors) {
    const names = (await localFiles.list(join(root, major))) ?? [];
    found.push(...names.map((name) => `${major}/${name}` as ReleaseId));
  }
  return found;
}

/** Size of all files below a folder; 0 when there is no such folder. */
export async function bytesBelow(folder: string): Promise<number> {
  if ((await localFiles.facts(folder)) === null) return 0;
  let bytes = 0;
  for (const path of await localFiles.walk(folder))
    bytes += (await localFiles.facts(join(folder, path)))?.size ?? 0;
  return bytes;
}

/**
 * The release is in the pool until the rename and not in it afterwards; what a killed run leaves in scratch is swept.
 * Nothing is made for it, because this has to work on a full disk.
 */
export async function removeRelease(
  changes: FileChanges,
  folder: string,
  { scratch, release }: { readonly scratch: string; readonly release: ReleaseId },
): Promise<void> {
  if ((await localFiles.facts(folder)) === null) return;
  await changes.makeFolder(scratch);
  const away = join(scratch, `removed-${release.replace('/', '-')}`);
  await changes.remove(away);
  await changes.rename(folder, away);
  await changes.remove(away);
  await changes.removeEmptyFolder(dirname(folder));
}
