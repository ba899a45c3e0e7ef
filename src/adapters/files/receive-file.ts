import { type FileHandle, open, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { IncomingFile } from '../../ports/incoming-file.ts';
import { attempt } from './file-failure.ts';
import { syncFolder } from './sync.ts';

/** Receives into a new file of this machine. */
export async function receiveFile(path: string): Promise<IncomingFile> {
  const handle = await attempt(`make ${path}`, () => open(path, 'wx', 0o644));
  let size = 0;
  let isOpen = true;
  const close = async () => {
    isOpen = false;
    await handle.close();
  };
  return {
    write: async (chunk) => {
      await attempt(`write ${path}`, () => writeAt(handle, chunk, size));
      size += chunk.byteLength;
    },
    startOver: async () => {
      await attempt(`empty ${path}`, () => handle.truncate(0));
      size = 0;
    },
    keep: () =>
      attempt(`write ${path}`, async () => {
        await handle.sync();
        await close();
        await syncFolder(dirname(path));
      }),
    discard: async () => {
      if (!isOpen) return;
      await close().catch(() => undefined);
      await attempt(`remove ${path}`, () => unlink(path));
    },
  };
}

async function writeAt(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    const { bytesWritten } = await handle.write(chunk, done, chunk.byteLength - done, position + done);
    done += bytesWritten;
  }
}
