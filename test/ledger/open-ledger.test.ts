import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../../src/domain/instant.ts';
import type { ReleaseId } from '../../src/domain/release.ts';
import { openDatabase } from '../../src/ledger/open-database.ts';
import { openLedger } from '../../src/ledger/open-ledger.ts';
import { sessionsContract, tokensContract } from '../contracts/access.ts';
import { inboxContract } from '../contracts/inbox.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { operationLogContract } from '../contracts/operation-log.ts';
import { outboxContract } from '../contracts/outbox.ts';

const voms = 'umd-5/voms-4.2.0' as ReleaseId;
const noon = '2026-11-22T12:00:00Z' as Instant;

function ledgerFile(): string {
  const dir = mkdtempSync(path.join(tmpdir(), 'stagepost-ledger-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return path.join(dir, 'ledger.sqlite');
}

async function writtenLedger(file: string): Promise<void> {
  const { ledger } = await openLedger(file);
  await ledger.noteAttempts(voms, { count: 3, dueAt: noon, content: null });
  for (let number = 0; number < 300; number += 1)
    await ledger.noteAttempts(`umd-5/many-1.0.${number}` as ReleaseId, {
      count: 1,
      dueAt: noon,
      content: null,
    });
  await ledger.close();
}

ledgerContract('SQLite', async () => (await openLedger(ledgerFile())).ledger);
inboxContract('SQLite', async () => {
  const { ledger, inbox } = await openLedger(ledgerFile());
  onTestFinished(() => ledger.close());
  return inbox;
});
outboxContract('SQLite', async () => {
  const { ledger, outbox } = await openLedger(ledgerFile());
  onTestFinished(() => ledger.close());
  return outbox;
});
sessionsContract('SQLite', async () => {
  const { ledger, sessions } = await openLedger(ledgerFile());
  onTestFinished(() => ledger.close());
  return sessions;
});
tokensContract('SQLite', async () => {
  const { ledger, tokens } = await openLedger(ledgerFile());
  onTestFinished(() => ledger.close());
  return tokens;
});
operationLogContract('SQLite', async () => {
  const { ledger, operations } = await openLedger(ledgerFile());
  onTestFinished(() => ledger.close());
  return operations;
});

test('What was noted is there after the file was closed and opened again.', async () => {
  const file = ledgerFile();
  await writtenLedger(file);
  const { ledger, notes } = await openLedger(file);
  expect(notes).toEqual([]);
  expect((await ledger.attempts()).get(voms)).toEqual({ count: 3, dueAt: noon, content: null });
  await ledger.close();
});

test('Every commit is on the disk before it is answered: write-ahead log and full synchronisation.', () => {
  const { database } = openDatabase(ledgerFile());
  expect(database.pragma('journal_mode', { simple: true })).toBe('wal');
  expect(database.pragma('synchronous', { simple: true })).toBe(2);
  database.close();
});

test('A file that is no database is kept aside, a new ledger is begun, and the opener is told.', async () => {
  const file = ledgerFile();
  for (const number of [1, 2]) {
    writeFileSync(file, `this is not a database ${number}\n`.repeat(100));
    const { ledger, notes } = await openLedger(file);
    expect(notes).toEqual([expect.stringContaining(`${file}.damaged-${number}`)]);
    expect(await ledger.attempts()).toEqual(new Map());
    await ledger.close();
    expect(readFileSync(`${file}.damaged-${number}`, 'utf8')).toContain(`not a database ${number}`);
  }
});

test('A file that was cut short is kept aside and a new ledger is begun.', async () => {
  const file = ledgerFile();
  await writtenLedger(file);
  truncateSync(file, 3 * 4096);
  const { ledger, notes } = await openLedger(file);
  expect(notes).toHaveLength(1);
  expect(existsSync(`${file}.damaged-1`)).toBe(true);
  await ledger.noteAttempts(voms, { count: 1, dueAt: noon, content: null });
  expect((await ledger.attempts()).size).toBe(1);
  await ledger.close();
});

test('A ledger of a newer program is refused and left as it is.', async () => {
  const file = ledgerFile();
  await writtenLedger(file);
  const newer = new Database(file);
  newer.exec('INSERT INTO schema_version (version) VALUES (99)');
  newer.close();
  await expect(openLedger(file)).rejects.toMatchObject({
    failure: { code: 'ledger-failed', treatment: 'needs-person' },
  });
  expect(existsSync(`${file}.damaged-1`)).toBe(false);
});
