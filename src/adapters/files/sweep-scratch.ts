import { join } from 'node:path';
import { localFileChanges } from './change-files.ts';
import { localFiles } from './read-files.ts';

/**
 * Removes what runs that were killed left in the scratch folder, and answers with the names. Only for a process that
 * holds the lock, before it starts any work.
 */
export async function sweepScratch(scratch: string): Promise<readonly string[]> {
  const names = (await localFiles.list(scratch)) ?? [];
  for (const name of names) await localFileChanges.remove(join(scratch, name));
  return names;
}
