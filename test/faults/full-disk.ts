// A disk that fills up in the middle of a run: state and published trees on a small file system in memory.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { lookAtAll } from './client-look.ts';
import { runApply } from './run-apply.ts';
import { differences, finish, type Reference, wholeOrGone } from './try-point.ts';

const sizeBytes = 64 * 1024 * 1024;
const pageBytes = 4096;

/** A small disk under a bench. */
export interface SmallDisk {
  /** How many bytes a run of this stage takes at its fullest, give or take some pages. */
  readonly need: (reference: Reference) => Promise<number>;
  /** Runs the stage with so much room, cleans up with none, makes room, and answers with every broken promise. */
  readonly tryLevel: (reference: Reference, freeBytes: number) => Promise<readonly string[]>;
  readonly unmount: () => void;
}

/** Mounts one; throws where this user may not. */
export function mountSmallDisk(bench: Bench): SmallDisk {
  const disk = join(bench.work, 'disk');
  mkdirSync(disk);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${sizeBytes},mode=755`, 'stagepost-faults', disk], {
    stdio: 'pipe',
  });
  return {
    need: (reference) => measure(bench, disk, reference),
    tryLevel: (reference, freeBytes) => tryLevel({ bench, disk }, reference, freeBytes),
    unmount: () => execFileSync('umount', ['--', disk], { stdio: 'pipe' }),
  };
}

async function tryLevel(
  { bench, disk }: { readonly bench: Bench; readonly disk: string },
  reference: Reference,
  freeBytes: number,
): Promise<readonly string[]> {
  moveOnto(bench, disk, reference);
  leaveFree(disk, freeBytes);
  const ended = await runApply(bench.story.hostFile);
  const told = ended.code === 0 || ended.shown.length > 0 ? [] : ['the failure is not shown'];
  const broken = ended.code === 0 ? differences(bench, reference).map((line) => `ended with 0: ${line}`) : [];
  const seen = wholeOrGone(lookAtAll(bench), reference);
  const swept = await cleanUpWhenFull(bench, disk);
  rmSync(join(disk, 'filler'));
  rmSync(join(disk, 'state/ledger.sqlite'), { force: true });
  const finished = await finish(bench, reference);
  moveBack(bench, reference);
  return [...told, ...broken, ...seen, ...swept, ...finished];
}

/** A start with no room at all removes what a killed run left, whatever else it can do. */
async function cleanUpWhenFull(bench: Bench, disk: string): Promise<readonly string[]> {
  const scratch = join(disk, 'state/scratch');
  rmSync(join(disk, 'filler'));
  mkdirSync(join(scratch, 'left-by-a-killed-run'), { recursive: true });
  writeFileSync(join(scratch, 'left-by-a-killed-run/package.rpm'), 'half of it');
  leaveFree(disk, 0);
  const before = lookAtAll(bench);
  await runApply(bench.story.hostFile);
  const after = lookAtAll(bench);
  const left = readdirSync(scratch).map((name) => `not cleaned up on the full disk: ${name}`);
  return [...left, ...before.problems, ...after.problems];
}

async function measure(bench: Bench, disk: string, reference: Reference): Promise<number> {
  moveOnto(bench, disk, reference);
  const before = freeOn(disk);
  let least = before;
  await runApply(bench.story.hostFile, (_call, run) => {
    least = Math.min(least, freeOn(disk));
    return run();
  });
  moveBack(bench, reference);
  return before - least;
}

function moveOnto({ work }: Bench, disk: string, { snapshot }: Reference): void {
  snapshot.restore();
  for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true });
  const folders = ['state', 'www'];
  for (const name of folders) mkdirSync(join(work, name), { recursive: true });
  // In one copy, so that names of one file stay names of one file.
  execFileSync('cp', ['-a', '--', ...folders.map((name) => join(work, name)), disk]);
  for (const name of folders) {
    rmSync(join(work, name), { recursive: true });
    symlinkSync(join(disk, name), join(work, name));
  }
}

function moveBack({ work }: Bench, { snapshot }: Reference): void {
  for (const name of ['state', 'www']) rmSync(join(work, name));
  mkdirSync(join(work, 'state'));
  snapshot.restore();
}

function leaveFree(disk: string, bytes: number): void {
  rmSync(join(disk, 'filler'), { force: true });
  const filled = Math.max(freeOn(disk) - Math.ceil(bytes / pageBytes) * pageBytes, 0);
  writeFileSync(join(disk, 'filler'), Buffer.alloc(filled));
}

function freeOn(disk: string): number {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
}
