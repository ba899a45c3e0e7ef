import { join } from 'node:path';
import { attempt } from './file-failure.ts';
import { localFiles } from './read-files.ts';
import { withHandle } from './sync.ts';

/** Takes the right to write from every file of a folder and keeps the right to read; synced when it returns. */
export async function protectFiles(path: string): Promise<void> {
  await attempt(`protect ${path}`, async () => {
    for (const file of await localFiles.walk(path)) await protectFile(join(path, file));
  });
}

/** The same for one file. */
export async function protectFile(path: string): Promise<void> {
  await withHandle(path, async (handle) => {
    const { mode } = await handle.stat();
    await handle.chmod(mode & 0o555);
    await handle.sync();
  });
}
