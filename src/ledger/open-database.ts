import { existsSync, mkdirSync, renameSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isDamage, isRefusedByDisk, ledgerFailed } from './ledger-failure.ts';

/** An open database, and what had to be done to get it. */
export interface OpenedDatabase {
  readonly database: Database.Database;
  /** Whether it is on the disk; else it ends with the process. */
  readonly isDurable: boolean;
  readonly notes: readonly string[];
}

const busyTimeoutMs = 5000;
// What SQLite keeps beside a database belongs to it and goes with it.
const companions = ['', '-wal', '-shm', '-journal'];

/**
 * Opens a database file, made when missing; a damaged one is moved aside and a new one begun. On a disk that takes
 * nothing the database is kept in memory, because making room must not need any.
 */
export function openDatabase(file: string): OpenedDatabase {
  try {
    return openOnDisk(file);
  } catch (error) {
    if (!isRefusedByDisk(error)) throw ledgerFailed('be opened', error);
    const note = `the ledger cannot be written (${String(error)}); until the next start, failed attempts are only kept in mind`;
    return { database: new Database(':memory:'), isDurable: false, notes: [note] };
  }
}

function openOnDisk(file: string): OpenedDatabase {
  mkdirSync(path.dirname(file), { recursive: true });
  const whole = openWhole(file);
  if (whole !== undefined) return { database: whole, isDurable: true, notes: [] };
  const aside = moveAside(file);
  const fresh = openWhole(file);
  if (fresh === undefined) throw ledgerFailed('be begun anew', new Error(`${file} is damaged again`));
  return {
    database: fresh,
    isDurable: true,
    notes: [`the ledger was damaged; it is kept as ${aside} and a new one was begun`],
  };
}

// Undefined when the file is damaged.
function openWhole(file: string): Database.Database | undefined {
  let database: Database.Database | undefined;
  try {
    database = new Database(file, { timeout: busyTimeoutMs });
    database.pragma('journal_mode = WAL');
    // In WAL mode anything less loses the last commits when the power fails.
    database.pragma('synchronous = FULL');
    if (database.pragma('quick_check(1)', { simple: true }) === 'ok') return database;
  } catch (error) {
    if (!isDamage(error)) {
      database?.close();
      throw error;
    }
  }
  database?.close();
  return undefined;
}

function moveAside(file: string): string {
  let number = 1;
  while (existsSync(`${file}.damaged-${number}`)) number += 1;
  const aside = `${file}.damaged-${number}`;
  for (const companion of companions) {
    if (existsSync(file + companion)) renameSync(file + companion, aside + companion);
  }
  return aside;
}
