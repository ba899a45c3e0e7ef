import { createHash } from 'node:crypto';
import { type BigIntStats, constants, type Dirent, type Stats } from 'node:fs';
import { type FileHandle, lstat, open, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '../../domain/digest.ts';
import { StagepostError } from '../../domain/failure.ts';
import type { FileFacts, Files } from '../../ports/files.ts';
import { attempt, codeOf, nullIfMissing } from './file-failure.ts';

/** Looks at the file system of this machine. */
export const localFiles: Files = { read, list, walk, facts, linkTarget, digest };

// Not blocking, because opening a named pipe would wait for a writer for ever.
const readOnly = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

const mostChunkBytes = 1024 * 1024;

async function read(path: string, maxBytes: number): Promise<Uint8Array | null> {
  return attempt(`read ${path}`, async () => {
    const handle = await nullIfMissing(open(path, readOnly));
    if (handle === null) return null;
    try {
      return await readAtMost(handle, path, maxBytes);
    } finally {
      await handle.close();
    }
  });
}

async function readAtMost(handle: FileHandle, path: string, maxBytes: number): Promise<Uint8Array> {
  const { size } = await checkedStat(handle, path);
  if (size <= maxBytes) {
    const content = await handle.readFile();
    if (content.length <= maxBytes) return content;
  }
  throw new StagepostError({ code: 'file-system', message: `${path} is larger than ${maxBytes} bytes` });
}

async function checkedStat(handle: FileHandle, path: string): Promise<Stats> {
  const stats = await handle.stat();
  if (stats.isFile()) return stats;
  throw new StagepostError({ code: 'file-system', message: `${path} is not a file` });
}

async function list(path: string): Promise<readonly string[] | null> {
  return attempt(`list ${path}`, async () => {
    const stats = await nullIfMissing(lstat(path));
    if (stats === null || !stats.isDirectory()) return null;
    const names = await nullIfMissing(readdir(path));
    return names === null ? null : names.sort();
  });
}

async function walk(path: string): Promise<readonly string[]> {
  return attempt(`list all files below ${path}`, async () => (await filesBelow(path, '')).sort());
}

async function filesBelow(root: string, folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...(await filesBelow(root, path)));
    else if (entry.isFile()) found.push(path);
    else throw strangeEntry(join(root, path), entry);
  }
  return found;
}

function strangeEntry(path: string, entry: Dirent): StagepostError {
  const what = entry.isSymbolicLink() ? 'a symbolic link' : 'neither a file nor a folder';
  return new StagepostError({ code: 'content-refused', message: `${path} is ${what}` });
}

async function facts(path: string): Promise<FileFacts | null> {
  return attempt(`look at ${path}`, async () => {
    const stats = await nullIfMissing(lstat(path, { bigint: true }));
    if (stats === null) return null;
    const { size, ino, dev, mode, uid, mtimeNs, ctimeNs } = stats;
    return {
      kind: kindOf(stats),
      size: Number(size),
      inode: Number(ino),
      device: Number(dev),
      rights: Number(mode) & 0o777,
      isOurs: uid === 0n || Number(uid) === process.getuid?.(),
      stamp: `${size}.${mtimeNs}.${ctimeNs}`,
      changedAt: Number(ctimeNs / 1_000_000n),
    };
  });
}

function kindOf(stats: BigIntStats): FileFacts['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  return stats.isSymbolicLink() ? 'link' : 'other';
}

async function linkTarget(path: string): Promise<string | null> {
  return attempt(`read the link ${path}`, async () => {
    try {
      return await nullIfMissing(readlink(path));
    } catch (error) {
      // What is there is no link.
      if (codeOf(error) === 'EINVAL') return null;
      throw error;
    }
  });
}

async function digest(path: string): Promise<{ readonly size: number; readonly sha256: Sha256 }> {
  return attempt(`read ${path}`, async () => {
    const handle = await open(path, readOnly);
    try {
      const stats = await checkedStat(handle, path);
      const hash = createHash('sha256');
      let size = 0;
      // Whole buffers for thousands of small files would keep the garbage collector busy.
      const highWaterMark = Math.min(stats.size + 1, mostChunkBytes);
      const stream = handle.createReadStream({ autoClose: false, highWaterMark });
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { size, sha256: hash.digest('hex') as Sha256 };
    } finally {
      await handle.close();
    }
  });
}
