import type { Kysely } from 'kysely';

/** Messages of others in order of arrival, and the numbers of tickets by release. */
export async function createMessages(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('messages')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('delivery', 'text', (column) => column.notNull().unique())
    .addColumn('signed', 'text', (column) => column.notNull().unique())
    .addColumn('received_at', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('tickets')
    .addColumn('release', 'text', (column) => column.primaryKey())
    .addColumn('number', 'integer', (column) => column.notNull())
    .execute();
}
