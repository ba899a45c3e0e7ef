import type { Kysely } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type { Operation } from '../ports/operations.ts';
import type { LedgerTables } from './tables.ts';

/** Writes down what an operator asked for. */
export async function putOperation(db: Kysely<LedgerTables>, operation: Operation): Promise<void> {
  await db.insertInto('operations').values(operation).execute();
}

/** The newest operations, newest first. */
export async function findOperations(db: Kysely<LedgerTables>, count: number): Promise<readonly Operation[]> {
  const rows = await db
    .selectFrom('operations')
    .selectAll()
    .orderBy('position', 'desc')
    .limit(count)
    .execute();
  return rows.map(({ at, operator, kind, subject, request }) => ({
    at: at as Instant,
    operator,
    kind: kind as Operation['kind'],
    subject,
    request,
  }));
}
