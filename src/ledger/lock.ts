import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { StagepostError } from '../domain/failure.ts';
import { isDamage, ledgerFailed } from './ledger-failure.ts';

/** A lock that is held until it is released or the process ends, however it ends. */
export interface Lock {
  /** Gives the lock free; idempotent. */
  release(): void;
}

/**
 * Takes a lock or throws `lock-held` at once. The kernel holds it for an open SQLite file, so the file itself says
 * nothing: it may be left over. Nothing else in this process may open the file, or closing it would drop the lock.
 */
export async function takeLock(file: string): Promise<Lock> {
  const holderFile = `${file}.pid`;
  const database = lockFile(file, holderFile);
  noteHolder(holderFile);

  function release(): void {
    if (!database.open) return;
    process.off('exit', release);
    rmSync(holderFile, { force: true });
    database.close();
  }
  // The listener also keeps the database from being collected, which would close it.
  process.on('exit', release);
  return { release };
}

// It only tells people who is at work: on a full disk a start must get as far as to remove what is not needed.
function noteHolder(holderFile: string): void {
  try {
    writeFileSync(holderFile, `${process.pid}\n`);
  } catch {
    // Then a second one is refused without a number.
  }
}

function lockFile(file: string, holderFile: string): Database.Database {
  mkdirSync(path.dirname(file), { recursive: true });
  const database = openLockFile(file);
  try {
    // Without a journal on disk, so that the lock can be had when the disk is full; nothing is ever written.
    database.pragma('journal_mode = MEMORY');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database.close();
    throw isBusy(error) ? lockHeld(file, holderFile) : lockUnusable(file, error);
  }
}

function openLockFile(file: string): Database.Database {
  try {
    return new Database(file, { timeout: 0 });
  } catch (error) {
    throw ledgerFailed(`open the lock ${file}`, error);
  }
}

function isBusy(error: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(String((error as { code?: unknown } | null)?.code));
}

function lockHeld(file: string, holderFile: string): StagepostError {
  const holder = readHolder(holderFile);
  return new StagepostError({
    code: 'lock-held',
    message: `another process works with ${path.dirname(file)}${holder === undefined ? '' : ` (pid ${holder})`}`,
    hint: 'Only one reconciler may work with a state directory; wait for the other one or stop it.',
    treatment: 'fatal',
  });
}

function lockUnusable(file: string, cause: unknown): StagepostError {
  if (!isDamage(cause)) return ledgerFailed(`take the lock ${file}`, cause);
  return new StagepostError(
    {
      code: 'ledger-failed',
      message: `${file} is not a lock file of this program`,
      hint: 'See that no reconciler runs, then delete the file.',
      treatment: 'needs-person',
    },
    { cause },
  );
}

function readHolder(holderFile: string): string | undefined {
  try {
    return /^\d+/.exec(readFileSync(holderFile, 'utf8'))?.[0];
  } catch {
    return undefined;
  }
}
