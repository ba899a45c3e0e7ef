import {
  chmod,
  lchown,
  link,
  lstat,
  mkdir,
  mkdtemp,
  open,
  rename,
  rm,
  rmdir,
  symlink,
  unlink,
  utimes,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FileChanges } from '../../ports/files.ts';
import { attempt, codeOf, nullIfMissing } from './file-failure.ts';
import { localFiles } from './read-files.ts';
import { syncFolder, syncFolders } from './sync.ts';

/** Changes the file system of this machine; what returned survives a power cut. */
export const localFileChanges: FileChanges = {
  makeFolder,
  write,
  link: linkFile,
  rename: renameEntry,
  switchLink,
  remove,
  setRights,
  setModified,
  removeEmptyFolder,
  makeScratch,
};

async function makeFolder(path: string): Promise<void> {
  await attempt(`make the folder ${path}`, async () => {
    const first = await mkdir(path, { recursive: true });
    if (first !== undefined) await syncFolders(first, path);
  });
}

async function write(path: string, content: Uint8Array | string): Promise<void> {
  await attempt(`write ${path}`, async () => {
    const handle = await open(path, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
      await handle.close();
    } catch (error) {
      // After a failed sync the pages count as clean, so a second try would promise what the disk does not hold.
      await handle.close().catch(() => undefined);
      await unlink(path).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

async function linkFile(from: string, to: string): Promise<void> {
  await attempt(`link ${from} as ${to}`, async () => {
    try {
      await link(from, to);
    } catch (error) {
      if (codeOf(error) !== 'EEXIST' || !(await isSameFile(from, to))) throw error;
    }
    await syncFolder(dirname(to));
  });
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([lstat(one), lstat(other)]);
  return a.ino === b.ino && a.dev === b.dev;
}

async function renameEntry(from: string, to: string): Promise<void> {
  await attempt(`rename ${from} to ${to}`, async () => {
    await rename(from, to);
    await syncFolder(dirname(to));
    if (dirname(from) !== dirname(to)) await syncFolder(dirname(from));
  });
}

async function switchLink(path: string, target: string): Promise<void> {
  await attempt(`switch the link ${path}`, async () => {
    // Always the same name: what a killed process left under it is replaced here.
    const temporary = join(dirname(path), `.${basename(path)}.next`);
    await rm(temporary, { force: true });
    await symlink(target, temporary);
    try {
      await rename(temporary, path);
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      throw error;
    }
    await syncFolder(dirname(path));
  });
}

async function remove(path: string): Promise<void> {
  await attempt(`remove ${path}`, async () => {
    if ((await localFiles.facts(path)) === null) return;
    await rm(path, { recursive: true, force: true });
    await syncFolder(dirname(path));
  });
}

async function setRights(path: string, rights: number): Promise<void> {
  await attempt(`set the rights of ${path}`, async () => {
    const user = process.getuid?.();
    const { uid, gid } = await lstat(path);
    // Only root may take over what belongs to somebody else; for others the change of rights tells that it cannot be.
    if (user === 0 && uid !== user) await lchown(path, user, gid);
    // There is no way to open what nobody may read; of a link, chmod would change the target.
    if (!(await lstat(path)).isSymbolicLink()) await chmod(path, rights);
  });
}

async function setModified(path: string, seconds: number): Promise<void> {
  await attempt(`set the time of ${path}`, () => utimes(path, seconds, seconds));
}

async function removeEmptyFolder(path: string): Promise<void> {
  await attempt(`remove the empty folder ${path}`, async () => {
    try {
      await rmdir(path);
    } catch (error) {
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error) ?? '')) throw error;
      return;
    }
    // Two that end at once climb the same folders: the other may have removed the one above already.
    await nullIfMissing(syncFolder(dirname(path)));
  });
}

async function makeScratch(parent: string, purpose: string): Promise<string> {
  await makeFolder(parent);
  const name = purpose.replace(/[^A-Za-z0-9.+~-]/g, '_');
  return attempt(`make a folder in ${parent}`, () => mkdtemp(join(parent, `${name}-`)));
}
