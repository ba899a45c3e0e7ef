import type { RepositoryFormat } from '../domain/major-release.ts';
import type { ReleaseSource } from '../domain/release.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileChanges, Files } from '../ports/files.ts';
import type { Keyrings } from '../ports/keyring.ts';
import type { PackageTools } from '../ports/package-tools.ts';
import type { Pool } from '../ports/pool.ts';
import type { Progress } from '../ports/progress.ts';
import type { ReleaseSourceReader } from '../ports/release-source.ts';

/** What an intake needs from outside. */
export interface IntakeDeps {
  readonly pool: Pool;
  readonly files: Files;
  readonly changes: FileChanges;
  /** A protocol without a reader is refused. */
  readonly sources: { readonly [protocol in ReleaseSource['protocol']]?: ReleaseSourceReader };
  readonly tools: { readonly [format in RepositoryFormat]: PackageTools };
  readonly keyrings: Keyrings;
  readonly clock: Clock;
  readonly progress: Progress;
  /** Ends a fetch from a provider when it is aborted; the intake then leaves nothing, as after any failure. */
  readonly stop?: AbortSignal;
}
