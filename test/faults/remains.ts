// What only a run that did not end would leave: files, locks and processes.
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bench } from './bench.ts';

const patienceMs = 5000;
const pollMs = 50;

const litterOf: readonly { readonly below: string; readonly is: RegExp }[] = [
  { below: 'www', is: /(?:^|\/)\.(?!stagepost-)[^/]*$/ },
  { below: 'state/scratch', is: /./ },
  { below: 'state/glances', is: /./ },
  { below: 'state', is: /^(?:lock\.sqlite\.pid|[^/]*-(?:wal|shm|journal)|[^/]*\.damaged.*)$/ },
  { below: 'state/mirror.git', is: /(?:\.lock$|(?:^|\/)(?:tmp_|incoming-))/ },
  { below: 'origin.git', is: /(?:\.lock$|(?:^|\/)(?:tmp_|incoming-))/ },
  { below: 'state/gnupg', is: /(?:^|\/)(?:\.#|S\.)|\.(?:lock|tmp)$/ },
];

/** Files that nobody needs any more; the temporary folder must be one of our own. */
export function litter({ work }: Pick<Bench, 'work'>): readonly string[] {
  const inWork = litterOf.flatMap(({ below, is }) =>
    pathsBelow(join(work, below))
      .filter((path) => is.test(relative(join(work, below), path)))
      .map((path) => relative(work, path)),
  );
  const temporary = readdirSync(tmpdir()).filter((name) => name.startsWith('stagepost-'));
  return [...inWork, ...temporary];
}

function pathsBelow(dir: string): readonly string[] {
  if (!existsSync(dir)) return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    return entry.isDirectory() ? [path, ...pathsBelow(path)] : [path];
  });
}

/** Every process that works in the folder or was told of it, but for the provider's daemon and ourselves. */
export function processesIn(bench: Pick<Bench, 'work'>): readonly string[] {
  return running(bench).map(({ pid, told }) => `${pid} ${told}`);
}

/** Those that are still there after a moment: an agent that was told to end answers before it is gone. */
export async function processesLeftIn(bench: Pick<Bench, 'work'>): Promise<readonly string[]> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const found = processesIn(bench);
    if (found.length === 0 || Date.now() > deadline) return found;
    await sleep(pollMs);
  }
}

/** Ends those processes, where no next run is there to do it. */
export function endOrphans(bench: Pick<Bench, 'work'>): void {
  for (const { pid } of running(bench)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** The programs that go on, in order, without what chance chose. */
export function orphans(bench: Pick<Bench, 'work'>): readonly string[] {
  return running(bench)
    .map(({ told }) => told.split(' ')[0] ?? '')
    .sort();
}

function running({ work }: Pick<Bench, 'work'>): readonly { readonly pid: number; readonly told: string }[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    const told = readQuietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ');
    if (told.includes(join(work, 'p') + sep)) return [];
    const where = readQuietly(() => readlinkSync(`/proc/${pid}/cwd`));
    const given = readQuietly(() => readFileSync(`/proc/${pid}/environ`, 'latin1'));
    return [told, where, given].some((text) => text.includes(work))
      ? [{ pid: Number(pid), told: told || where }]
      : [];
  });
}

function readQuietly(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}
