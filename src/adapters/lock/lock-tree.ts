import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { StagepostError } from '../../domain/failure.ts';
import type { TreeLock } from '../../ports/tree-lock.ts';

type Keeper = ChildProcessByStdio<Writable, Readable, Readable>;

const conflict = 75;
// A keeper that was just killed with its parent needs a moment to be gone.
const usualWaitSeconds = 10;

/** Locks by flock(2) on the folder itself; somebody else's lock is waited for so long. */
export function openTreeLock({ waitSeconds = usualWaitSeconds } = {}): TreeLock {
  return {
    hold: async (folder, work) => {
      const keeper = await lockFolder(folder, waitSeconds);
      try {
        return await work();
      } finally {
        await release(keeper);
      }
    },
  };
}

/**
 * Starts the process that keeps the descriptor, because Node has no flock: it reads until its input ends, and that
 * ends with us also when we are killed. A stopped parent keeps the lock. In a group of its own it outlives Ctrl-C.
 */
async function lockFolder(folder: string, waitSeconds: number): Promise<Keeper> {
  const options = ['--exclusive', '--wait', String(waitSeconds), '--conflict-exit-code', String(conflict)];
  // The dot keeps flock from making a file where no folder is.
  const keeper = spawn('flock', [...options, '--no-fork', '--', `${folder}/.`, 'cat'], {
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  let said = '';
  keeper.stderr.on('data', (bytes) => {
    said += String(bytes);
  });
  // One that has ended already does not read what we say.
  keeper.stdin.on('error', () => undefined);
  keeper.stdin.write('held\n');
  const ended = new Promise<number | null>((resolve, reject) => {
    keeper.on('close', resolve);
    keeper.on('error', reject);
  }).catch((cause: unknown) => {
    throw notLockable(folder, String(cause));
  });
  const answer = await Promise.race([once(keeper.stdout, 'data').then(() => 'held' as const), ended]);
  if (answer === 'held') return keeper;
  throw answer === conflict ? lockHeld(folder) : notLockable(folder, said);
}

async function release(keeper: Keeper): Promise<void> {
  const gone = keeper.exitCode === null && keeper.signalCode === null ? once(keeper, 'close') : null;
  keeper.stdin.end();
  await gone;
}

function lockHeld(folder: string): StagepostError {
  return new StagepostError({
    code: 'lock-held',
    message: `another reconciler is changing ${folder}`,
    hint: 'Only one reconciler may publish below these roots: find the other one and end it, also where it only hangs.',
  });
}

function notLockable(folder: string, said: string): StagepostError {
  return new StagepostError({
    code: 'tool-refused',
    message: `${folder} cannot be locked`,
    hint: 'Install flock (util-linux), and publish into a file system whose folders can be locked; NFS has none of these.',
    treatment: 'needs-person',
    details: said.split('\n').filter(Boolean),
  });
}
