import { StagepostError } from '../../src/domain/failure.ts';
import type { Command, ProcessRunner } from '../../src/ports/process-runner.ts';

/** A runner that knows answers by program; every other program is missing. It keeps the commands it was given. */
export function fakeRunner(
  answers: Readonly<
    Record<string, { readonly exitCode?: number; readonly stdout?: string; readonly stderr?: string }>
  >,
): ProcessRunner & { readonly commands: readonly Command[] } {
  const commands: Command[] = [];
  return {
    commands,
    run: async (command) => {
      commands.push(command);
      const answer = answers[command.program];
      if (answer === undefined) {
        throw new StagepostError({ code: 'tool-missing', message: `${command.program} cannot be started` });
      }
      const { exitCode = 0, stdout = '', stderr = '' } = answer;
      return { exitCode, stdout: Buffer.from(stdout), stderr };
    },
  };
}
