import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processRunner } from '../../src/adapters/process/run-command.ts';
import type { ProcessRunner } from '../../src/ports/process-runner.ts';

const usualPath = '/usr/sbin:/usr/bin:/sbin:/bin';
const deadlineSeconds = 3;
const mostOutputBytes = 1024 * 1024;

/** What any tool may do instead of its work; lines of sh. */
export const commonLies = {
  'says that all is well and writes nothing': 'exit 0',
  'does not come back': 'exec sleep 1000',
  'is ended by a signal': 'kill -SEGV $$',
  'writes without end': 'exec yes',
  'fails without a word': 'exit 9',
} as const;

/**
 * Runs every program as always but one, which stands first in PATH and lies: `lines` see the real one as `$real`.
 * Limits are data of a command, so here they are short.
 */
export function lyingRunner(folder: string, tool: string, lines: string): ProcessRunner {
  mkdirSync(folder, { recursive: true });
  const shim = join(folder, tool);
  // Asked for its version it tells the truth, or it would not get as far as its work.
  const head = `#!/bin/sh\nreal=/usr/bin/${tool}\n[ "$1" = --version ] && exec $real "$@"\n`;
  writeFileSync(shim, `${head}${lines}\n`);
  chmodSync(shim, 0o755);
  return {
    run: (command) =>
      processRunner.run({
        ...command,
        env: { ...command.env, PATH: `${folder}:${usualPath}` },
        timeoutSeconds: Math.min(command.timeoutSeconds, deadlineSeconds),
        maxOutputBytes: Math.min(command.maxOutputBytes, mostOutputBytes),
      }),
  };
}
