import { join } from 'node:path';

/** Where files stand as they arrived, until they are checked; removed before the pool. No platform has such a name. */
export function fetchFolderOf(scratch: string): string {
  return join(scratch, '.fetched');
}
