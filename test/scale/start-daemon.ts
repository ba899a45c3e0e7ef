import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './make-world.ts';
import { childOf } from './process-facts.ts';

/** `stagepost serve` on a big world, ready. */
export interface Daemon {
  readonly pid: number;
  readonly address: string;
  /** From the start until it was ready. */
  readonly secondsToReady: number;
  /** Everything it has said. */
  readonly said: () => string;
  readonly end: () => Promise<void>;
}

const mostSeconds = 900;

/** Starts it as an operator does, and waits until it has observed everything once. */
export async function startDaemon({ hostFile }: World, nodeArgs: readonly string[]): Promise<Daemon> {
  const start = performance.now();
  const command = join(import.meta.dirname, '../../scripts/stagepost.mjs');
  const env = nodeArgs.length === 0 ? {} : { NODE_OPTIONS: nodeArgs.join(' ') };
  const args = [command, 'serve', '--host', hostFile];
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString();
    });
  const ended = once(child, 'close');
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for (;;) {
    const address = /^listening: (\S+)$/m.exec(said)?.[1];
    const seconds = (performance.now() - start) / 1000;
    if (address !== undefined && (await isReady(address)))
      return { pid: childOf(child.pid as number), address, secondsToReady: seconds, said: () => said, end };
    if (child.exitCode !== null || seconds > mostSeconds) {
      await end();
      throw new Error(`the daemon was not ready after ${seconds.toFixed(0)} s: ${said}`);
    }
    await sleep(50);
  }
}

async function isReady(address: string): Promise<boolean> {
  return (await fetch(`${address}/readyz`)).ok;
}
