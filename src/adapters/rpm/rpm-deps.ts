import type { FileChanges, Files } from '../../ports/files.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';

/** What the tools of rpm need. */
export interface RpmDeps {
  readonly runner: ProcessRunner;
  readonly files: Files;
  readonly changes: FileChanges;
  /** Absolute path of a folder in which the tools may make folders of their own for a while. */
  readonly scratch: string;
}

/** Arguments of a command have a limit together, so that long lists go in parts. */
export function inParts<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(all.length / size);
  return Array.from({ length: count }, (_part, at) => all.slice(at * size, (at + 1) * size));
}
