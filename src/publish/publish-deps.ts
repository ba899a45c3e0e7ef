import type { Generation } from '../domain/generation.ts';
import type { FileChanges, Files } from '../ports/files.ts';
import type { PackageMover } from '../ports/package-mover.ts';
import type { Pool } from '../ports/pool.ts';
import type { Progress } from '../ports/progress.ts';
import type { Signer } from '../ports/signer.ts';
import type { TreeLock } from '../ports/tree-lock.ts';

/** What publishing needs from outside. */
export interface PublishDeps {
  readonly pool: Pool;
  readonly files: Files;
  readonly changes: FileChanges;
  readonly mover: PackageMover;
  readonly signer: Signer;
  readonly progress: Progress;
  readonly lock: TreeLock;
  /**
   * Throws when the work was planned for another world: `record-superseded` when somebody wrote the record since,
   * `plan-changed` when something else is live. Asked under the lock before anything is touched, and again right
   * before clients see what was made.
   */
  readonly confirm: () => Promise<void>;
}

/** A generation that is live, with its signed root files by base name and the attestations that it brought by path. */
export interface Published {
  readonly generation: Generation;
  readonly rootFiles: ReadonlyMap<string, string>;
}
