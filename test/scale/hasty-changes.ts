import { link, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import type { FileChanges } from '../../src/ports/files.ts';

/** The same changes without waiting for the disk: nobody misses this world after a power cut. */
export const hastyChanges: FileChanges = {
  ...localFileChanges,
  makeFolder: async (path) => void (await mkdir(path, { recursive: true })),
  write: (path, content) => writeFile(path, content, { flag: 'wx' }),
  link,
  rename,
  remove: (path) => rm(path, { recursive: true, force: true }),
  switchLink: async (path, target) => {
    const next = join(dirname(path), `.next-${process.pid}`);
    await symlink(target, next);
    await rename(next, path);
  },
  makeScratch: async (parent, purpose) => {
    await mkdir(parent, { recursive: true });
    return mkdtemp(join(parent, `${purpose.replaceAll('/', '_')}-`));
  },
};
