import { appendFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { ended } from './ended.ts';
import { say } from './narrate.ts';
import { type ReleaseRepository, stagepostCommand } from './release-repository.ts';

/** The daemon with its dashboard. */
export interface Dashboard {
  readonly url: string;
  /** Resolves when the daemon has ended. */
  readonly done: Promise<unknown>;
  readonly stop: () => Promise<void>;
}

// A free port, and everything shown, because nobody but this machine reaches it.
const listenSection = '\nlisten:\n  port: 0\n  audience: member\n';
const startMs = 30_000;
// The daemon finishes what is at work.
const forceKillAfterDelay = 12_000;

/** Starts `stagepost serve`, and answers once its board shows the releases. */
export async function serveDashboard(
  { hostFile }: ReleaseRepository,
  releases: readonly string[],
): Promise<Dashboard> {
  await appendFile(hostFile, listenSection);
  const [program, ...args] = stagepostCommand(['serve', '--host', hostFile]);
  say.command(['stagepost', 'serve', '--host', hostFile]);
  const daemon = execa(program, args, {
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: ['inherit', 'pipe'],
    reject: false,
    cancelSignal: ended.signal,
    forceKillAfterDelay,
  });
  const stop = async (): Promise<void> => {
    daemon.kill('SIGTERM');
    await daemon;
  };
  try {
    const url = await addressOf(daemon.stderr);
    await untilShown(url, releases);
    return { url, done: daemon, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

// Read to its end, because a pipe that nobody reads would stop the daemon.
function addressOf(output: Readable): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const lines = createInterface({ input: output });
  lines.on('line', (line) => {
    const address = /^listening: (\S+)$/.exec(line)?.[1];
    if (address !== undefined) resolve(address);
  });
  lines.on('close', () => reject(new Error('stagepost serve ended before it listened')));
  return promise;
}

/** Reads the board until it names every release; the first look at everything takes a moment. */
async function untilShown(url: string, releases: readonly string[]): Promise<void> {
  const deadline = Date.now() + startMs;
  for (;;) {
    const response = await fetch(url, { signal: ended.signal });
    const page = await response.text();
    const missing = releases.filter((release) => !page.includes(`/releases/${release}`));
    if (response.ok && missing.length === 0) return;
    if (Date.now() > deadline) throw new Error(`the board does not show ${missing.join(', ')}`);
    await sleep(200, undefined, { signal: ended.signal });
  }
}
