import type { FileChanges } from '../../ports/files.ts';
import type { ProcessRunner } from '../../ports/process-runner.ts';

/** What the tools of apt need. */
export interface DebDeps {
  readonly runner: ProcessRunner;
  readonly changes: FileChanges;
  /** Absolute path of a folder in which the tools may make folders of their own for a while. */
  readonly scratch: string;
}
