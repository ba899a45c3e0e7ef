import { mkdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import { fetchFiles } from '../../src/intake/fetch-files.ts';
import type { Fetch } from '../../src/intake/start-fetching.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';

const path = temporaryFolder();
const limits = { maxBytes: 10_000, maxFileBytes: 9000, maxFiles: 100, maxSeconds: 60 };
const promised = (name: string, size: number) => ({ path: `a/${name}`, size, sha256: sha256Of(name) });

/** A server, and what was asked of it; it sends files of the sizes that it likes, and as much as it may. */
function serverOf(sizeOf: (name: string) => number) {
  const asked: Parameters<Fetch>[0][] = [];
  const fetch: Fetch = async (request) => {
    const into = path(String(asked.push(request)));
    await mkdir(into);
    for (const name of request.files) {
      await writeFile(join(into, name), '');
      await truncate(join(into, name), Math.min(sizeOf(name), request.maxFileBytes));
    }
    return into;
  };
  return { asked, fetch };
}

describe('files of known sizes', () => {
  test('are asked for in one request where they could not exceed the limit of all files', async () => {
    const wanted = [promised('one', 2000), promised('two', 3000), promised('three', 1000)];
    const { asked, fetch } = serverOf((name) => wanted.find((each) => each.path === `a/${name}`)?.size ?? 0);
    const arrivals = await fetchFiles(localFiles, { wanted, limits, fetch });
    expect(asked.map(({ files, maxFileBytes }) => [files.length, maxFileBytes])).toEqual([[3, 3000]]);
    expect(new Set(arrivals.map(({ expected }) => expected))).toEqual(new Set(wanted));
  });

  test('are asked for the largest first, so that small ones that lie cannot fill the disk', async () => {
    const small = Array.from({ length: 20 }, (_none, at) => promised(`small-${at}`, 50));
    const wanted = [...small, promised('large', 9000)];
    const { asked, fetch } = serverOf((name) => (name === 'large' ? 9000 : 50));
    await fetchFiles(localFiles, { wanted, limits, fetch });
    expect(asked.map(({ files, maxFileBytes }) => [files.length, maxFileBytes])).toEqual([
      [1, 9000],
      [20, 50],
    ]);
  });

  test('are no longer asked for when one has come larger than it was promised', async () => {
    const wanted = [promised('a', 3000), promised('b', 2000), promised('c', 2000), promised('d', 2000)];
    const { asked, fetch } = serverOf(() => 1_000_000);
    const arrivals = await fetchFiles(localFiles, { wanted, limits, fetch });
    expect(asked.map(({ files }) => files)).toEqual([['a', 'b', 'c']]);
    expect(arrivals).toHaveLength(3);
  });
});
