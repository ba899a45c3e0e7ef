import { Kysely, SqliteDialect } from 'kysely';
import type { Inbox } from '../ports/inbox.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { OperationLog } from '../ports/operations.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { Sessions } from '../ports/sessions.ts';
import type { Tokens } from '../ports/tokens.ts';
import { findAttempts, putAttempts, removeAttempts } from './attempt-table.ts';
import { ledgerFailed } from './ledger-failure.ts';
import { findMessage, findMessages, putMessage, removeMessages, restandMessage } from './message-table.ts';
import { migrate } from './migrate.ts';
import { findMirrored, putMirrored } from './mirrored-table.ts';
import { openDatabase } from './open-database.ts';
import { findOperations, putOperation } from './operation-table.ts';
import {
  beginTelling,
  findOpenLetters,
  findProgress,
  findSent,
  putLetters,
  removeLetters,
  removeSent,
  restandLetters,
} from './outbox-table.ts';
import { findSeenFiles, putSeenFiles } from './seen-file-table.ts';
import { findSession, putSession, removeSession } from './session-table.ts';
import type { LedgerTables } from './tables.ts';
import { findTicketNumbers, putTicketNumber } from './ticket-table.ts';
import { findToken, findTokens, putToken, renewTokens, revokeToken, useToken } from './token-table.ts';

/** An open ledger, and what people should know about its opening. */
export interface OpenedLedger {
  readonly ledger: Ledger;
  readonly operations: OperationLog;
  readonly inbox: Inbox;
  readonly outbox: Outbox;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  /** One sentence each; empty when all is well. */
  readonly notes: readonly string[];
}

/** Opens the ledger in a file, made when missing. Throws `ledger-failed` when a newer program wrote it. */
export async function openLedger(file: string): Promise<OpenedLedger> {
  const { database, isDurable, notes } = openDatabase(file);
  const db = new Kysely<LedgerTables>({ dialect: new SqliteDialect({ database }) });
  try {
    await migrate(db);
  } catch (error) {
    await db.destroy();
    throw ledgerFailed('be brought to the newest schema', error);
  }
  return {
    ledger: ledgerOf(db),
    operations: operationsOf(db),
    inbox: inboxOf(db, isDurable),
    outbox: outboxOf(db, isDurable),
    sessions: sessionsOf(db),
    tokens: tokensOf(db, isDurable),
    notes,
  };
}

function ledgerOf(db: Kysely<LedgerTables>): Ledger {
  let closed: Promise<void> | undefined;
  return {
    attempts: () => tried('read attempts', () => findAttempts(db)),
    noteAttempts: (key, attempts) => tried('note attempts', () => putAttempts(db, key, attempts)),
    forgetAttempts: (key) => tried('forget attempts', () => removeAttempts(db, key)),
    mirrored: (mirror) => tried('read what was mirrored', () => findMirrored(db, mirror)),
    noteMirrored: (mirror, key, mirrored) =>
      tried('note what was mirrored', () => putMirrored(db, mirror, { key, ...mirrored })),
    seenFiles: () => tried('read what was seen of files', () => findSeenFiles(db)),
    noteSeenFiles: (files, keepSince) =>
      tried('note what was seen of files', () => putSeenFiles(db, files, keepSince)),
    ticketNumbers: () => tried('read numbers of tickets', () => findTicketNumbers(db)),
    noteTicketNumber: (release, number) =>
      tried('note the number of a ticket', () => putTicketNumber(db, release, number)),
    close: () => {
      closed ??= db.destroy();
      return closed;
    },
  };
}

function operationsOf(db: Kysely<LedgerTables>): OperationLog {
  return {
    note: (operation) => tried('note an operation', () => putOperation(db, operation)),
    newest: (count) => tried('read operations', () => findOperations(db, count)),
  };
}

function inboxOf(db: Kysely<LedgerTables>, isDurable: boolean): Inbox {
  return {
    keep: (message, signed) =>
      tried('keep a message', async () => {
        assertDurable(isDurable);
        return putMessage(db, message, signed);
      }),
    list: (kinds) => tried('read messages', () => findMessages(db, kinds)),
    find: (delivery) => tried('read a message', () => findMessage(db, delivery)),
    restand: (delivery, standing) =>
      tried('note how a message stands', () => restandMessage(db, delivery, standing)),
    forget: (before) => tried('forget old messages', () => removeMessages(db, before)),
  };
}

function outboxOf(db: Kysely<LedgerTables>, isDurable: boolean): Outbox {
  return {
    progress: () => tried('read how far telling has come', () => findProgress(db)),
    begin: (progress) =>
      tried('begin telling', async () => {
        assertDurable(isDurable);
        await beginTelling(db, progress);
      }),
    queue: (letters, progress, now) =>
      tried('keep letters', async () => {
        assertDurable(isDurable);
        await putLetters(db, letters, { progress, now });
      }),
    open: () => tried('read letters', () => findOpenLetters(db)),
    sentSince: (moment) => tried('read what was sent', () => findSent(db, moment)),
    restand: (letters, standing) =>
      tried('note how letters stand', () => restandLetters(db, letters, standing)),
    drop: (letters) => tried('take letters out', () => removeLetters(db, letters)),
    forget: (before) => tried('forget what was sent', () => removeSent(db, before)),
  };
}

function sessionsOf(db: Kysely<LedgerTables>): Sessions {
  return {
    begin: (session, now) => tried('keep a session', () => putSession(db, session, now)),
    find: (digest, now) => tried('read a session', () => findSession(db, digest, now)),
    end: (digest) => tried('end a session', () => removeSession(db, digest)),
  };
}

function tokensOf(db: Kysely<LedgerTables>, isDurable: boolean): Tokens {
  return {
    make: (token) =>
      tried('keep a token', async () => {
        assertDurable(isDurable);
        await putToken(db, token);
      }),
    find: (digest) => tried('read a token', () => findToken(db, digest)),
    list: (subject) => tried('read tokens', () => findTokens(db, subject)),
    revoke: (id, at) => tried('end a token', () => revokeToken(db, id, at)),
    noteUse: (id, at) => tried('note the use of a token', () => useToken(db, id, at)),
    renewOwner: (person) => tried('renew the owner of tokens', () => renewTokens(db, person)),
  };
}

function assertDurable(isDurable: boolean): void {
  if (!isDurable) throw new Error('it is in memory only, because its disk took nothing at the start');
}

async function tried<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw ledgerFailed(doing, error);
  }
}
