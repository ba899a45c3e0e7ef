import type { Kysely } from 'kysely';

/** What was last seen to be right in each mirror. */
export async function createMirrored(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('mirrored')
    .addColumn('mirror', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('mirrored_key', ['mirror', 'key'])
    .execute();
}
