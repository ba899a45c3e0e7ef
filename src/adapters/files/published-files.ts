import { constants } from 'node:fs';
import { type FileHandle, open, readlink, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PublishedFile, PublishedFiles } from '../../ports/published-files.ts';
import { codeOf } from './file-failure.ts';

/** The published trees of this machine. */
export const publishedFiles: PublishedFiles = { open: openBelow };

// Not blocking, because opening a named pipe would wait for a writer for ever.
const readOnly = constants.O_RDONLY | constants.O_NONBLOCK;
const nothing = ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES', 'ENXIO'];

async function openBelow(folder: string, path: string): Promise<PublishedFile | null> {
  let handle: FileHandle;
  try {
    handle = await open(join(folder, path), readOnly);
  } catch (error) {
    if (nothing.includes(codeOf(error) ?? '')) return null;
    throw error;
  }
  try {
    const file = await fileOf(handle, folder);
    if (file === null) await handle.close();
    return file;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

// The kernel says where the open file lies: a link that is changed meanwhile cannot make that another place.
async function fileOf(handle: FileHandle, folder: string): Promise<PublishedFile | null> {
  const stats = await handle.stat({ bigint: true });
  if (!stats.isFile()) return null;
  const [place, root] = await Promise.all([readlink(`/proc/self/fd/${handle.fd}`), realpath(folder)]);
  if (!place.startsWith(root + sep)) return null;
  const { size, ino, mtimeNs } = stats;
  return {
    size: Number(size),
    modifiedAt: Number(mtimeNs / 1_000_000n),
    stamp: [ino, size, mtimeNs].map((each) => each.toString(36)).join('-'),
    read: (from, to) => handle.createReadStream({ start: from, end: to }),
    close: () => handle.close(),
  };
}
