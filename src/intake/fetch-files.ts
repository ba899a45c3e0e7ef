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
    let waiting: readonly ManifestFile[] = group;
    while (waiting.length > 0) {
      const { count, maxFileBytes } = portion(sizes, { left, limits });
      const now = waiting.slice(0, count);
      const came = await fetchSome(fetch, folder, { now, maxFileBytes });
      arrivals.push(...came);
      const bytes = await bytesOf(files, came);
      const cut = sizes.includes(null) && left < limits.maxFileBytes;
      if (cut && bytes.includes(undefined)) throw tooLarge(limits, left);
      left -= bytes.reduce((sum: number, size) => sum + (size ?? 0), 0);
      waiting = waiting.slice(count);
    }
  }
  return arrivals;
}

/**
 * How many files are asked for at once. Where sizes are known, their sum was judged before. Where one is not, only so
 * many as could not exceed what is left, even if each were as large as it may be.
 */
function portion(
  sizes: readonly (number | null)[],
  { left, limits }: { readonly left: number; readonly limits: IntakeLimits },
): { readonly count: number; readonly maxFileBytes: number } {
  const known = sizes.filter((size) => size !== null);
  if (known.length === sizes.length) return { count: sizes.length, maxFileBytes: Math.max(...known, 1) };
  const maxFileBytes = Math.min(limits.maxFileBytes, left);
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
