import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Story } from './story.ts';

/** `stagepost serve` as a process of its own. */
export interface Daemon {
  /** Everything it has said. */
  readonly said: () => string;
  /** Sends a signal and waits for the end. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<Ended>;
  /** Ends it at once, if it has not ended. */
  readonly kill: () => void;
  /** Waits for an end that comes by itself. */
  readonly ended: Promise<Omit<Ended, 'seconds'>>;
}

interface Ended {
  readonly code: number | null;
  readonly signal: string | null;
  /** From the signal on. */
  readonly seconds: number;
}

const main = join(import.meta.dirname, '../../src/cli/main.ts');

/** Starts it with polls so rare that only a wake-up can make it act in time; it ends with its test at the latest. */
export function serve(story: Story, env: Readonly<Record<string, string>> = {}): Daemon {
  const daemon = startDaemon(story, env);
  onTestFinished(daemon.kill);
  return daemon;
}

/** The same for whoever ends it. */
export function startDaemon(story: Story, env: Readonly<Record<string, string>> = {}): Daemon {
  const child = spawn(process.execPath, [main, 'serve', '--host', story.hostFile, '--poll', '3600'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: join(story.work, 'compiled'), ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return {
    said: () => said,
    kill: () => {
      child.kill('SIGKILL');
    },
    ended,
    end: async (signal) => {
      const start = Date.now();
      child.kill(signal);
      return { ...(await ended), seconds: (Date.now() - start) / 1000 };
    },
  };
}
