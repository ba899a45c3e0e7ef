// The command line as a process of its own, in which one program of the machine is replaced by one that hangs.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Story } from '../story/story.ts';

const main = join(import.meta.dirname, '../../src/cli/main.ts');

export interface Started {
  readonly child: ChildProcess;
  readonly said: () => string;
  /** Ends when the program hangs. */
  readonly hangs: () => Promise<void>;
  /** Sends a signal, and answers how and how soon it ended. */
  readonly end: (
    signal: NodeJS.Signals,
  ) => Promise<{ readonly code: number | null; readonly seconds: number }>;
}

/**
 * Starts a command of the host. `program` works as ever, but hangs and does not listen to SIGTERM where its arguments
 * have `when` among them. The replacement is seen in the mount namespace of that process alone.
 */
export function startWithHanging(
  story: Story,
  command: string,
  { program, when }: { readonly program: string; readonly when: string },
): Started {
  const folder = join(story.work, `hanging-${program}`);
  const reached = join(folder, 'reached');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const real = join(folder, 'real');
  copyFileSync(`/usr/bin/${program}`, real);
  const shim = join(folder, program);
  const hang = `trap '' TERM; : > ${reached}; while :; do sleep 1; done`;
  writeFileSync(
    shim,
    `#!/bin/sh\nfor arg; do [ "$arg" = '${when}' ] && { ${hang}; }; done\nexec ${real} "$@"\n`,
  );
  chmodSync(shim, 0o755);
  const script = 'mount --bind -- "$1" "$2" && shift 2 && exec "$@"';
  const host = [process.execPath, main, command, '--host', story.hostFile];
  const apart = ['--map-root-user', '--mount', '--', 'sh', '-c', script, 'sh', shim, `/usr/bin/${program}`];
  const child = spawn('unshare', [...apart, ...host], { stdio: ['ignore', 'pipe', 'pipe'] });
  return { ...ends(child), hangs: () => until(() => existsSync(reached)) };
}

/** A started command, and what it says. */
export function ends(child: ChildProcess): Omit<Started, 'hangs'> {
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
  const ended = once(child, 'close');
  return {
    child,
    said: () => said,
    end: async (signal) => {
      const start = Date.now();
      child.kill(signal);
      const [code] = await ended;
      return { code, seconds: (Date.now() - start) / 1000 };
    },
  };
}

export async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(50);
}
