import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type Composed, compose } from '../compose.ts';
import type { Around } from '../ports/around.ts';
import type { Io } from './io.ts';
import { sayProgress } from './say-progress.ts';

export const defaultHostFile = '/etc/stagepost/host.yaml';

/** Options of every command that works on a host. */
export interface HostOptions {
  readonly host?: string;
  readonly json?: boolean;
}

/** Adds `--host`. */
export function withHostOption(command: Command): Command {
  return command.option(
    '--host <file>',
    `the facts of this host (or STAGEPOST_HOST; default ${defaultHostFile})`,
  );
}

/** Adds `--host` and `--json`. */
export function withHostOptions(command: Command): Command {
  return withHostOption(command).option('--json', 'everything that the text says, as JSON');
}

/** Opens the host for one piece of work and closes it whatever happens. */
export async function onHost<T>(
  io: Io,
  options: HostOptions & {
    readonly exclusive?: boolean;
    readonly stop?: AbortSignal;
    readonly around?: Around;
  },
  work: (host: Composed) => Promise<T>,
): Promise<T> {
  const file = resolve(io.cwd, options.host ?? io.env.STAGEPOST_HOST ?? defaultHostFile);
  const composed = await compose({
    file,
    env: io.env,
    progress: sayProgress(io),
    exclusive: options.exclusive === true,
    ...(options.stop === undefined ? {} : { stop: options.stop }),
    ...(options.around === undefined ? {} : { around: options.around }),
  });
  for (const note of composed.notes) io.err(`note: ${note}`);
  try {
    return await work(composed);
  } finally {
    await composed.close();
  }
}
