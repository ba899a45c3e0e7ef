import type { Kysely } from 'kysely';
import { StagepostError } from '../domain/failure.ts';
import { createAttempts } from './migrations/001-attempts.ts';
import { createMirrored } from './migrations/002-mirrored.ts';
import { createSeenFiles } from './migrations/003-seen-files.ts';
import { createOperations } from './migrations/004-operations.ts';
import { createMessages } from './migrations/005-messages.ts';
import { createAccess } from './migrations/006-access.ts';
import { createOutbox } from './migrations/008-outbox.ts';

interface VersionTable {
  readonly schema_version: { readonly version: number };
}

// In order; the version of a schema is the number of steps that made it.
const steps: readonly ((db: Kysely<unknown>) => Promise<void>)[] = [
  createAttempts,
  createMirrored,
  createSeenFiles,
  createOperations,
  createMessages,
  createAccess,
  createOutbox,
];

/** Brings a ledger to the newest schema; refuses one that a newer program wrote, because going back loses things. */
export async function migrate<T>(ledger: Kysely<T>): Promise<void> {
  const db = ledger as unknown as Kysely<VersionTable>;
  await db.schema
    .createTable('schema_version')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .execute();
  const newest = await db
    .selectFrom('schema_version')
    .select('version')
    .orderBy('version', 'desc')
    .executeTakeFirst();
  const present = newest?.version ?? 0;
  if (present > steps.length) throw tooNew(present);
  for (const [index, step] of steps.entries()) {
    if (index < present) continue;
    await db.transaction().execute(async (transaction) => {
      await step(transaction as unknown as Kysely<unknown>);
      await transaction
        .insertInto('schema_version')
        .values({ version: index + 1 })
        .execute();
    });
  }
}

function tooNew(version: number): StagepostError {
  return new StagepostError({
    code: 'ledger-failed',
    message: `the ledger has schema version ${version}, and this program knows ${steps.length}`,
    hint: 'Use the newer program, or move the ledger away: it is made again, and only delays are forgotten.',
    treatment: 'needs-person',
  });
}
