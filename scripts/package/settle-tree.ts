import { chmodSync, lstatSync, lutimesSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Gives everything in a tree the same date, and rights that depend on nobody's umask; answers with the size in bytes. */
export function settleTree(tree: string, epoch: number, executable: (path: string) => boolean): number {
  let size = 0;
  for (const path of ['', ...readdirSync(tree, { recursive: true }).map(String)]) {
    const whole = join(tree, path);
    const entry = lstatSync(whole);
    if (!entry.isSymbolicLink()) chmodSync(whole, entry.isDirectory() || executable(path) ? 0o755 : 0o644);
    if (entry.isFile()) size += entry.size;
    lutimesSync(whole, epoch, epoch);
  }
  return size;
}

/** The programs of the tree that deb and rpm have in common. */
export function isProgram(path: string): boolean {
  return path === 'usr/bin/stagepost' || path === 'usr/lib/stagepost/bin/node';
}
