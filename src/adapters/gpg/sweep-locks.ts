import { hostname } from 'node:os';
import { join } from 'node:path';
import type { FileChanges, Files } from '../../ports/files.ts';

// GnuPG common/dotlock.c: what a lock is made of before it is one, with its machine and process.
const unfinished = /^\.#lk0x[0-9a-f]+\.(?<machine>.+)\.(?<pid>[0-9]+)$/;

/**
 * Removes locks that a gpg had begun to make when it was killed. GnuPG itself passes over them for ever. What belongs to
 * a process that is there, or to another machine, stays.
 */
export async function sweepLocks(
  files: Pick<Files, 'list'>,
  changes: Pick<FileChanges, 'remove'>,
  home: string,
): Promise<void> {
  for (const name of (await files.list(home)) ?? []) {
    const { machine, pid } = unfinished.exec(name)?.groups ?? {};
    if (machine === hostname() && !isRunning(Number(pid))) await changes.remove(join(home, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
