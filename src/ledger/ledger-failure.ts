import { StagepostError } from '../domain/failure.ts';

/** SQLite could not do what was asked. A damaged file is fatal: the next start moves it aside. */
export function ledgerFailed(doing: string, cause: unknown): StagepostError {
  if (cause instanceof StagepostError) return cause;
  const why = cause instanceof Error ? cause.message : String(cause);
  return new StagepostError(
    {
      code: 'ledger-failed',
      message: `the ledger could not ${doing}: ${why}`,
      hint: 'See that its file system has room and can be written; beside delays it holds messages of others, see `stagepost queue list`.',
      treatment: isDamage(cause) ? 'fatal' : 'retry',
    },
    { cause },
  );
}

/** Whether SQLite could not write, because of the disk and not of the file. */
export function isRefusedByDisk(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^SQLITE_(FULL|IOERR)/.test(code);
}

/** Whether SQLite says that the file is no database, or a broken one. */
export function isDamage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^SQLITE_(CORRUPT|NOTADB)/.test(code);
}
