import type { ProcessRunner } from '../../ports/process-runner.ts';

/**
 * A runner whose programs carry the mark of their host, by which a later start finds those that outlived their run,
 * and are ended by `stop` unless a command brings a signal of its own.
 */
export function runForHost(
  runner: ProcessRunner,
  host: { readonly mark: Readonly<Record<string, string>>; readonly stop?: AbortSignal },
): ProcessRunner {
  const stop = host.stop === undefined ? {} : { stop: host.stop };
  return { run: (command) => runner.run({ ...stop, ...command, env: { ...host.mark, ...command.env } }) };
}
