import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileChanges } from '../../ports/files.ts';
import { nullIfMissing } from './file-failure.ts';
import { localFiles } from './read-files.ts';

// Longer than any look takes.
const glanceMs = 3_600_000;

/** What killed processes left. Those that only look hold no lock, so that theirs must be old to be no longer used. */
export async function sweepLeftOvers(changes: FileChanges, state: string): Promise<void> {
  await sweepScratch(changes, join(state, 'scratch'));
  await sweepScratch(changes, join(state, 'glances'), glanceMs);
}

/**
 * Removes what runs that were killed left in a scratch folder, and answers with the names. Only for a process that
 * holds the lock, before it starts any work. In a folder of processes that hold none, only what is old was left.
 */
export async function sweepScratch(
  changes: FileChanges,
  scratch: string,
  olderThanMs = 0,
): Promise<readonly string[]> {
  const names = (await localFiles.list(scratch)) ?? [];
  const swept: string[] = [];
  for (const name of names) {
    const path = join(scratch, name);
    if (!(await isOlder(path, olderThanMs))) continue;
    await changes.remove(path);
    swept.push(name);
  }
  return swept;
}

async function isOlder(path: string, olderThanMs: number): Promise<boolean> {
  if (olderThanMs === 0) return true;
  const found = await nullIfMissing(stat(path));
  return found !== null && Date.now() - found.mtimeMs >= olderThanMs;
}
