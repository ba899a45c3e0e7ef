import { StagepostError } from '../../domain/failure.ts';
import type { Command, CommandResult, ProcessRunner } from '../../ports/process-runner.ts';

const timeoutSeconds = 60;
const maxOutputBytes = 64 * 1024 * 1024;

/** Runs gpg in its own home, never asking anybody. */
export function runGpg(
  runner: ProcessRunner,
  home: string,
  call: Pick<Command, 'args'> & { readonly input?: string },
): Promise<CommandResult> {
  const fixed = ['--homedir', home, '--batch', '--no-tty', '--pinentry-mode', 'loopback'];
  return runner.run({
    program: 'gpg',
    args: [...fixed, ...call.args],
    ...(call.input === undefined ? {} : { input: call.input }),
    timeoutSeconds,
    maxOutputBytes,
  });
}

/** Runs a program of GnuPG whose exit code the caller judges. */
export function runTool(
  runner: ProcessRunner,
  program: 'gpgv' | 'gpgconf',
  call: Pick<Command, 'args'> & { readonly input?: string },
): Promise<CommandResult> {
  return runner.run({
    program,
    args: call.args,
    ...(call.input === undefined ? {} : { input: call.input }),
    timeoutSeconds,
    maxOutputBytes,
  });
}

/** Ends the agent that gpg started for this home, and no other. Fine when there is none. */
export async function closeSigner(runner: ProcessRunner, home: string): Promise<void> {
  await runTool(runner, 'gpgconf', { args: ['--homedir', home, '--kill', 'all'] });
}

export function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

export function signingFailed(message: string, hint: string, result?: CommandResult): StagepostError {
  return new StagepostError({
    code: 'signing-failed',
    message,
    hint,
    treatment: 'needs-person',
    details: result === undefined ? [] : result.stderr.split('\n').filter((line) => line !== ''),
  });
}
