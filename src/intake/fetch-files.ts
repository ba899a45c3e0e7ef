import { join, posix } from 'node:path';
import type { StagepostError } from '../domain/failure.ts';
import type { IntakeLimits } from '../domain/policy.ts';
import type { ManifestFile } from '../formats/manifest-file.ts';
import type { Files } from '../ports/files.ts';
import type { Arrival } from './compare-files.ts';
import { refuse } from './refuse.ts';
import type { Fetch } from './start-fetching.ts';

interface Wish {
  readonly wanted: readonly ManifestFile[];
  readonly limits: IntakeLimits;
  readonly fetch: Fetch;
}

/** Fetches files folder by folder; what arrived is still to be judged. Never more than the limits allow comes. */
export async function fetchFiles(files: Files, { wanted, limits, fetch }: Wish): Promise<readonly Arrival[]> {
  const arrivals: Arrival[] = [];
  let left = limits.maxBytes;
  for (const [folder, group] of Map.groupBy(wanted, ({ path }) => folderOf(path))) {
    const sizes = group.map(({ size }) => size);
    // The largest first: the limit of one request is that of its largest file.
    let waiting: readonly ManifestFile[] = group.toSorted((a, b) => (b.size ?? 0) - (a.size ?? 0));
    while (waiting.length > 0) {
      const { count, maxFileBytes } = portion(waiting, { left, limits });
      const now = waiting.slice(0, count);
      const came = await fetchSome(fetch, folder, { now, maxFileBytes });
      arrivals.push(...came);
      const bytes = await bytesOf(files, came);
      const cut = sizes.includes(null) && left < limits.maxFileBytes;
      if (cut && bytes.includes(undefined)) throw tooLarge(limits, left);
      if (now.some(({ size }, at) => size !== null && (bytes[at] ?? 0) > size)) return arrivals;
      left -= bytes.reduce((sum: number, size) => sum + (size ?? 0), 0);
      waiting = waiting.slice(count);
    }
  }
  return arrivals;
}

/**
 * How many files are asked for at once: only so many as could not exceed what is left, even if a server that lies sent
 * each as large as the largest may be.
 */
function portion(
  waiting: readonly ManifestFile[],
  { left, limits }: { readonly left: number; readonly limits: IntakeLimits },
): { readonly count: number; readonly maxFileBytes: number } {
  const sizes = waiting.map(({ size }) => size ?? limits.maxFileBytes);
  const maxFileBytes = Math.min(Math.max(...sizes, 1), left);
  if (maxFileBytes > 0) return { count: Math.floor(left / maxFileBytes), maxFileBytes };
  throw tooLarge(limits, left);
}

function tooLarge({ maxBytes }: IntakeLimits, left: number): StagepostError {
  return refuse('intake-too-large', 'the release exceeds 1 limit of stagepost.yaml', [
    `the next file has more than the ${left} bytes that are left of ${maxBytes}; no more are fetched`,
  ]);
}

async function fetchSome(
  fetch: Fetch,
  folder: string,
  { now, maxFileBytes }: { readonly now: readonly ManifestFile[]; readonly maxFileBytes: number },
): Promise<readonly Arrival[]> {
  const names = now.map(({ path }) => posix.basename(path));
  const into = await fetch({ folder, files: names, maxFileBytes });
  return now.map((expected) => ({
    expected,
    path: join(into, posix.basename(expected.path)),
    maxBytes: maxFileBytes,
  }));
}

/** Undefined for a file that did not come. */
async function bytesOf(files: Files, arrivals: readonly Arrival[]): Promise<readonly (number | undefined)[]> {
  const facts = await Promise.all(arrivals.map(({ path }) => files.facts(path)));
  return facts.map((found) => found?.size);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
