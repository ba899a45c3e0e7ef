import { execFileSync } from 'node:child_process';
import { mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { openPool } from '../../../src/adapters/files/pool.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
const release = 'umd-5/voms-4.2.0' as ReleaseId;
const isRoot = process.getuid?.() === 0;

test('A release leaves the pool on a disk that has room for no byte and no name.', async (context) => {
  if (!isRoot) context.skip('only root may mount a small disk');
  const disk = path('disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k,nr_inodes=12', 'tmpfs', disk]);
  try {
    mkdirSync(path('disk/pool', release), { recursive: true });
    mkdirSync(path('disk/scratch'));
    fill(path('disk/pool', release));
    expect(statfsSync(disk)).toMatchObject({ bavail: 0, ffree: 0 });
    const pool = openPool({
      root: path('disk/pool'),
      scratch: path('disk/scratch'),
      changes: localFileChanges,
    });
    await pool.remove(release);
    expect(await pool.releases()).toEqual([]);
    expect(statfsSync(disk).bavail).toBeGreaterThan(0);
  } finally {
    execFileSync('umount', ['--', disk]);
  }
});

/** Until there is no room for another byte, and then for another name. */
function fill(folder: string): void {
  const fails = (work: () => void) => {
    try {
      work();
      return false;
    } catch {
      return true;
    }
  };
  for (let n = 0; !fails(() => writeFileSync(`${folder}/a`, Buffer.alloc(4096 * n))); n += 1);
  for (let n = 0; !fails(() => writeFileSync(`${folder}/b${n}`, '')); n += 1);
}
