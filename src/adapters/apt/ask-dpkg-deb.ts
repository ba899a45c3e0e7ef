import { StagepostError } from '../../domain/failure.ts';
import type { CommandResult, ProcessRunner } from '../../ports/process-runner.ts';

/** What dpkg-deb is asked with. */
export interface DpkgDeb {
  readonly runner: ProcessRunner;
  /** Absolute path of the folder into which dpkg-deb may unpack. */
  readonly temporary: string;
}

/** What the control archive of a package may unpack to; the largest ones of Debian have some megabytes. */
export const mostControlBytes = 16 * 1024 * 1024;

/** Asks dpkg-deb. The kernel ends it where it makes a file larger than that, because a sparse one needs no bytes. */
export function askDpkgDeb({ runner, temporary }: DpkgDeb, args: readonly string[]): Promise<CommandResult> {
  return runner.run({
    program: 'prlimit',
    args: [`--fsize=${mostControlBytes}`, '--core=0', '--', 'dpkg-deb', ...args],
    env: { TMPDIR: temporary },
    timeoutSeconds: 60,
    maxOutputBytes: mostControlBytes,
  });
}

/**
 * Whether the control archive unpacks to more than it may: some hundred kilobytes can become any number of gigabytes,
 * and dpkg-deb unpacks all of it to disk before it answers about a field.
 */
export async function isBlownUp(deb: DpkgDeb, path: string): Promise<boolean> {
  try {
    await askDpkgDeb(deb, ['--ctrl-tarfile', '--', path]);
    return false;
  } catch (error) {
    if (error instanceof StagepostError && error.failure.code === 'command-wrote-too-much') return true;
    throw error;
  }
}
