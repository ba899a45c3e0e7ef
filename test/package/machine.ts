// A throw-away copy of this machine under a systemd of its own: what is written there is gone with it.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';

export interface Machine {
  /** Runs a program in there and answers with what it said; throws when it fails. */
  readonly run: (program: string, args: readonly string[], input?: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

// systemd-nspawn takes a copy of anything but of / itself. The second name of / is seen by it alone, so that whoever
// removes the folder removes a folder.
const IN_A_COPY = 'mount --bind / "$1" && exec systemd-nspawn --directory="$@"';

const OPTIONS = [
  '--quiet',
  // Every change goes into memory.
  '--volatile=overlay',
  // Nothing that this machine has enabled starts in there.
  '--tmpfs=/etc/systemd/system',
  '--private-network',
  // There need be no systemd around it.
  '--register=no',
  '--keep-unit',
  '--link-journal=no',
  '--console=pipe',
  '--boot',
];
const PATIENCE_SECONDS = 60;

/** Why no such machine can be had here, if so. */
export function noMachineBecause(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may start a machine in a container';
  const mayMount = (Number.parseInt(capabilities(), 16) & (1 << 21)) !== 0;
  return mayMount ? undefined : 'nothing can be mounted in this container';
}

function capabilities(): string {
  const [, effective = '0'] = /^CapEff:\s*(\w+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return effective.slice(-8);
}

/** Starts one that sees a folder of this machine at /mnt; `copy` is an empty folder. */
export async function startMachine(folder: string, copy: string): Promise<Machine> {
  const env = { ...process.env, SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1' };
  const nspawn = [copy, ...OPTIONS, `--bind-ro=${folder}:/mnt`, '--', '--unit=basic.target'];
  const args = ['--mount', '--propagation', 'private', '--', 'sh', '-c', IN_A_COPY, 'sh', ...nspawn];
  const child = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'], env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => {
      said += bytes.toString('utf8');
    });
  const run = async (program: string, args: readonly string[], input = '') => {
    const into = ['--target', leaderOf(child), '--all', '--', program, ...args];
    return (await execa('nsenter', into, { input, timeout: 150_000 })).stdout;
  };
  const stop = async () => {
    if (child.exitCode !== null) return;
    // A systemd-nspawn that is killed leaves its machine behind; with the first process of that everything in it ends.
    const leader = findLeader(child);
    if (leader !== undefined) process.kill(Number(leader), 'SIGKILL');
    child.kill('SIGKILL');
    await once(child, 'close');
  };
  for (let waited = 0; waited < PATIENCE_SECONDS && child.exitCode === null; waited += 0.2) {
    const up = await run('systemctl', ['is-active', 'basic.target']).catch(() => '');
    if (up === 'active') return { run, stop };
    await wait(200);
  }
  await stop();
  throw new Error(`no machine came up within ${PATIENCE_SECONDS} s:\n${said}`);
}

/** The systemd in there, as this machine numbers it. */
function leaderOf(child: ChildProcess): string {
  const leader = findLeader(child);
  if (leader === undefined) throw new Error('there is no systemd yet');
  return leader;
}

function findLeader({ pid }: ChildProcess): string | undefined {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  return children.find((each) => isSystemd(each));
}

function isSystemd(pid: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'systemd';
  } catch {
    return false;
  }
}
