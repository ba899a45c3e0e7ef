import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Bench } from './bench.ts';

/** A moment of a bench to which it can return. */
export interface Snapshot {
  readonly restore: () => void;
}

// Published and pooled files are never written in place, so other names for them will do.
const linked = ['www', 'state/pool'];
const copied = [
  'origin.git',
  'state/mirror.git',
  'state/gnupg',
  'state/ledger.sqlite',
  'state/lock.sqlite',
  'state/.stagepost-state',
];
const made = ['state/scratch', 'state/glances', 'state/ledger.sqlite-wal', 'state/ledger.sqlite-shm'];

/** Remembers what is published, pooled, recorded and known; no reconciler may be at work. */
export function takeSnapshot({ work }: Pick<Bench, 'work'>, name: string): Snapshot {
  const saved = join(work, 'saved', name.replaceAll(' ', '-'));
  copyAll(work, saved);
  return {
    restore: () => {
      for (const path of [...linked, ...copied, ...made])
        rmSync(join(work, path), { recursive: true, force: true });
      for (const file of readdirSync(join(work, 'state')).filter((entry) => entry.startsWith('lock.')))
        rmSync(join(work, 'state', file));
      copyAll(saved, work);
    },
  };
}

function copyAll(from: string, to: string): void {
  for (const path of linked) copy('-al', join(from, path), join(to, path));
  for (const path of copied) copy('-a', join(from, path), join(to, path));
}

function copy(how: string, from: string, to: string): void {
  if (!existsSync(from)) return;
  mkdirSync(dirname(to), { recursive: true });
  execFileSync('cp', [how, '--', from, to]);
}
