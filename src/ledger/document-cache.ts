import type { Kysely } from 'kysely';
import type { LedgerTables } from './tables.ts';

// SQLite takes 32766 values in one statement; a document takes two.
const batchSize = 500;

/** The cached documents among these keys. */
export async function findDocuments(
  db: Kysely<LedgerTables>,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const batch of inBatches(keys)) {
    const rows = await db
      .selectFrom('documents')
      .select(['key', 'content'])
      .where('key', 'in', batch)
      .execute();
    for (const row of rows) found.set(row.key, row.content);
  }
  return found;
}

/** Adds documents and removes the oldest ones beyond `most`. */
export async function addDocuments(
  db: Kysely<LedgerTables>,
  documents: ReadonlyMap<string, string>,
  most: number,
): Promise<void> {
  const rows = [...documents].map(([key, content]) => ({ key, content }));
  await db.transaction().execute(async (transaction) => {
    for (const batch of inBatches(rows)) await transaction.replaceInto('documents').values(batch).execute();
    await transaction
      .deleteFrom('documents')
      .where('sequence', '<=', oldestBeyond(transaction, most))
      .execute();
  });
}

function oldestBeyond(db: Kysely<LedgerTables>, most: number) {
  return db.selectFrom('documents').select('sequence').orderBy('sequence', 'desc').limit(1).offset(most);
}

function inBatches<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / batchSize);
  return Array.from({ length: count }, (_, index) => items.slice(index * batchSize, (index + 1) * batchSize));
}
