import type { Kysely } from 'kysely';

/** Digests of files by device and inode, with what they looked like when they were read. */
export async function createSeenFiles(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('seen_files')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('stamp', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
}
