import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { cleanText, StagepostError } from '../../domain/failure.ts';
import type { Command, CommandResult, ProcessRunner } from '../../ports/process-runner.ts';
import { shownOutput } from './shown-output.ts';

const environment = {
  PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
  HOME: '/nonexistent',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
};

const options = {
  extendEnv: false,
  encoding: 'buffer',
  stripFinalNewline: false,
  reject: false,
  cleanup: true,
  killDescendants: true,
  forceKillAfterDelay: 3000,
} as const;

const mostErrorBytes = 16 * 1024 * 1024;
const mostMilliseconds = 2 ** 31 - 1;
const notStarted = ['ENOENT', 'EACCES', 'ENOTDIR', 'ENOEXEC'];

interface Ended {
  readonly timedOut: boolean;
  readonly isCanceled: boolean;
  readonly isMaxBuffer: boolean;
  readonly code?: string | undefined;
  readonly signal?: string | undefined;
  readonly originalMessage?: string | undefined;
  readonly cause?: unknown;
}

/** Runs the programs of this machine, each in a process group of its own that is ended whole. */
export const processRunner: ProcessRunner = { run: runCommand };

async function runCommand(command: Command): Promise<CommandResult> {
  const running = execa(command.program, command.args, {
    ...options,
    cwd: command.cwd ?? '/',
    env: { ...environment, ...command.env },
    ...(command.input === undefined ? { stdin: 'ignore' as const } : { input: command.input }),
    timeout: Math.min(Math.ceil(command.timeoutSeconds * 1000), mostMilliseconds),
    maxBuffer: { stdout: command.maxOutputBytes, stderr: mostErrorBytes },
    ...(command.stop === undefined ? {} : { cancelSignal: command.stop }),
  });
  if (command.failsAt !== undefined) endAtWords(running, command.failsAt);
  const result = await running;
  const stderr = shownOutput(result.stderr ?? new Uint8Array());
  if (result.timedOut || result.isMaxBuffer || result.isCanceled) endGroup(running.pid);
  if (result.exitCode === undefined || result.isCanceled || result.timedOut || result.isMaxBuffer) {
    throw failureOf(command, result, stderr);
  }
  return { exitCode: result.exitCode, stdout: result.stdout, stderr };
}

/** What a program has started may outlive it by ignoring the first signal; the group is still named after it. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing of the group is left.
  }
}

function endAtWords(
  { pid, stderr }: { readonly pid?: number | undefined; readonly stderr: Readable | null },
  words: string,
): void {
  let last = '';
  stderr?.on('data', (chunk: Uint8Array) => {
    // The words may come in two pieces.
    const said = last + Buffer.from(chunk).toString('latin1');
    last = said.slice(-words.length);
    if (said.includes(words)) endGroup(pid);
  });
}

// What only sets limits for another program is not to blame for it.
function toolOf({ program, args }: Command): string {
  return program === 'prlimit' ? (args[args.indexOf('--') + 1] ?? program) : program;
}

function failureOf(command: Command, result: Ended, stderr: string): StagepostError {
  const { timeoutSeconds, maxOutputBytes } = command;
  const program = toolOf(command);
  const hint = `It is tried again by itself. Where it stays so, run ${program} by hand, look at the disk, and install it anew.`;
  const details = stderr.split('\n').filter(Boolean).slice(-20);
  const because = { cause: result.cause };
  if (result.isCanceled)
    return new StagepostError({ code: 'stopped', message: `${program} was ended, as was asked` }, because);
  if (result.timedOut) {
    const message = `${program} was ended after ${timeoutSeconds} s`;
    return new StagepostError({ code: 'command-timed-out', message, hint, details }, because);
  }
  if (result.isMaxBuffer) {
    const message = `${program} wrote more than ${maxOutputBytes} bytes`;
    return new StagepostError({ code: 'command-wrote-too-much', message, hint, details }, because);
  }
  const why = cleanText(result.originalMessage ?? '');
  if (notStarted.includes(result.code ?? '')) {
    const install = `Install ${program}, so that it is found in ${environment.PATH}.`;
    const message = `${program} cannot be started: ${why}`;
    return new StagepostError(
      { code: 'tool-missing', message, hint: install, treatment: 'needs-person' },
      because,
    );
  }
  const how = result.signal === undefined ? `failed: ${why}` : `was ended by ${result.signal}`;
  return new StagepostError({ code: 'command-failed', message: `${program} ${how}`, hint, details }, because);
}
