import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const stepMs = 20;
const patienceMs = 2000;

/**
 * Ends every process whose environment has all of `mark`: what a run that was killed had started and nobody waits for.
 * Each may put itself in order before it is killed. Only for a process that holds the lock, before it starts any work.
 * Where there is no /proc nothing is found, and what is left ends by its own limits.
 */
export async function endOrphans(mark: Readonly<Record<string, string>>): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    const orphans = await markedOf(await everyProcess(), mark);
    if (orphans.length === 0) return;
    for (const pid of orphans) send(pid, signal);
    await untilGone(orphans, mark);
  }
}

async function untilGone(orphans: readonly number[], mark: Readonly<Record<string, string>>): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += stepMs) {
    if ((await markedOf(orphans, mark)).length === 0) return;
    await sleep(stepMs);
  }
}

async function everyProcess(): Promise<readonly number[]> {
  const entries = await readdir('/proc').catch(() => []);
  return entries.filter((name) => /^\d+$/.test(name)).map(Number);
}

async function markedOf(
  pids: readonly number[],
  mark: Readonly<Record<string, string>>,
): Promise<readonly number[]> {
  const wanted = Object.entries(mark).map(([name, value]) => `${name}=${value}`);
  const found: number[] = [];
  for (const pid of pids.filter((each) => each !== process.pid)) {
    const given = (await environmentOf(pid)).split('\0');
    if (wanted.every((entry) => given.includes(entry))) found.push(pid);
  }
  return found;
}

// Those of other users cannot be read, and are not ours. One that has ended and was not waited for has none any more.
async function environmentOf(pid: number): Promise<string> {
  return readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended by itself.
  }
}
