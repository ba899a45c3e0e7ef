import type { Kysely } from 'kysely';

/** Letters until they are sent, how many stays of each release have been told of, and that telling has begun. */
export async function createOutbox(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('letters')
    .addColumn('position', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('address', 'text', (column) => column.notNull())
    .addColumn('release', 'text', (column) => column.notNull())
    .addColumn('visit', 'integer', (column) => column.notNull())
    .addColumn('letter', 'text', (column) => column.notNull())
    .addColumn('queued_at', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    .addColumn('mail', 'text')
    .addColumn('sent_at', 'text')
    .addUniqueConstraint('letters_key', ['address', 'release', 'visit'])
    .execute();
  await db.schema.createIndex('letters_by_kind').on('letters').columns(['kind', 'sent_at']).execute();
  await db.schema
    .createTable('told')
    .addColumn('release', 'text', (column) => column.primaryKey())
    .addColumn('visits', 'integer', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('telling')
    .addColumn('begun', 'integer', (column) => column.primaryKey())
    .execute();
}
