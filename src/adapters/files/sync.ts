import { type FileHandle, open, readdir } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';

/** Makes the names in a folder durable: a new or renamed file is lost by a power cut until this was done. */
export async function syncFolder(path: string): Promise<void> {
  await withHandle(path, (handle) => handle.sync());
}

/** The folders from `first` down to `last`, and the one above them, which names the first. */
export async function syncFolders(first: string, last: string): Promise<void> {
  await syncFolder(dirname(first));
  let folder = first;
  await syncFolder(folder);
  for (const name of relative(first, last).split(sep).filter(Boolean)) {
    folder = join(folder, name);
    await syncFolder(folder);
  }
}

/** A folder and every folder below it; links are not followed. */
export async function syncAllFolders(path: string): Promise<void> {
  const entries = await readdir(path, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.isDirectory()) await syncAllFolders(join(path, entry.name));
  }
  await syncFolder(path);
}

/** Opens for reading, which is enough to sync and to change the mode, and closes whatever happens. */
export async function withHandle<T>(path: string, work: (handle: FileHandle) => Promise<T>): Promise<T> {
  const handle = await open(path, 'r');
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}
