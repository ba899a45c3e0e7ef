import { setTimeout as sleep } from 'node:timers/promises';
import { fileFailure } from '../../src/adapters/files/file-failure.ts';
import { gitFailed } from '../../src/adapters/git/git-failure.ts';
import { StagepostError } from '../../src/domain/failure.ts';
import { ledgerFailed } from '../../src/ledger/ledger-failure.ts';
import type { Around, ChangingCall } from '../../src/ports/around.ts';
import { makeCounter } from './call-key.ts';

export const killModes = ['before', 'during', 'after'] as const;
export const errorModes = ['ENOSPC', 'EIO', 'EMFILE', 'EROFS', 'EIO-after'] as const;

/** What happens at a call: the process is killed around it, or it fails, before or after it took effect. */
export type Mode = (typeof killModes)[number] | (typeof errorModes)[number];

/** One thing that goes wrong in one run. */
export interface Fault {
  readonly call: string;
  readonly mode: Mode;
}

// Long enough for a program to have begun, too short for it to have ended.
const beginMs = 8;

/** Something that stands around every call: it lists their names, and does the fault at its call. */
export function faultyAround(work: string, fault: Fault | null, heard: (call: string) => void): Around {
  const nameOf = makeCounter(work);
  return async (call, run) => {
    const name = nameOf(call);
    heard(name);
    if (fault === null || fault.call !== name) return run();
    return strike(fault.mode, call, run);
  };
}

async function strike<T>(mode: Mode, call: ChangingCall, run: () => Promise<T>): Promise<T> {
  if (mode === 'before') return die();
  if (mode === 'during') {
    const running = run();
    await Promise.race([sleep(beginMs), running.catch(() => undefined)]);
    return die();
  }
  if (mode === 'after') {
    await run();
    return die();
  }
  if (mode === 'EIO-after') {
    giveFree(await run());
    throw refusalOf(call, 'EIO');
  }
  return refuse(call, mode) as T;
}

// A start that fails ends its process, and the kernel takes the lock with it; this process goes on.
function giveFree(outcome: unknown): void {
  const { release } = (outcome ?? {}) as { readonly release?: unknown };
  if (typeof release === 'function') release();
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('this process is not there any more');
}

/** What the adapter answers or throws when the kernel refuses; a program only ends badly, with words. */
function refuse(call: ChangingCall, code: string): unknown {
  if (call.port !== 'process' || code === 'EMFILE') throw refusalOf(call, code);
  const stderr = `${programOf(call)}: write error: ${wordsOf[code] ?? code}\n`;
  return { exitCode: 11, stdout: new Uint8Array(), stderr };
}

const wordsOf: Readonly<Record<string, string>> = {
  ENOSPC: 'No space left on device',
  EIO: 'Input/output error',
  EROFS: 'Read-only file system',
};

function refusalOf(call: ChangingCall, code: string): Error {
  const cause = Object.assign(new Error(`${code}: injected`), { code });
  const what = `${call.port}.${call.method}`;
  if (call.port === 'git')
    return gitFailed(`git could not ${call.method}`, { stderr: wordsOf[code] ?? code, cause });
  if (call.port === 'ledger') return ledgerFailed(call.method, cause);
  if (call.port === 'process')
    return new StagepostError(
      { code: 'command-failed', message: `${programOf(call)} failed: spawn ${code}` },
      { cause },
    );
  return fileFailure(cause, what);
}

function programOf({ args: [command] }: ChangingCall): string {
  return (command as { readonly program: string }).program;
}
