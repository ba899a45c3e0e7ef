import type { Kysely } from 'kysely';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { SeenFile } from '../domain/seen-file.ts';
import type { LedgerTables } from './tables.ts';

// SQLite takes some thousand values in one statement, and a row has four.
const rowsAtOnce = 500;

/** Every file that was read, by its key. */
export async function findSeenFiles(db: Kysely<LedgerTables>): Promise<ReadonlyMap<string, SeenFile>> {
  const rows = await db.selectFrom('seen_files').selectAll().execute();
  return new Map(
    rows.map(({ key, stamp, sha256, at }) => [key, { stamp, sha256: sha256 as Sha256, at: at as Instant }]),
  );
}

/** Remembers what was read, and forgets what nobody has read since a moment. */
export async function putSeenFiles(
  db: Kysely<LedgerTables>,
  files: ReadonlyMap<string, SeenFile>,
  keepSince: Instant,
): Promise<void> {
  const rows = [...files].map(([key, { stamp, sha256, at }]) => ({ key, stamp, sha256, at }));
  await db.transaction().execute(async (transaction) => {
    for (let from = 0; from < rows.length; from += rowsAtOnce)
      await transaction
        .replaceInto('seen_files')
        .values(rows.slice(from, from + rowsAtOnce))
        .execute();
    await transaction.deleteFrom('seen_files').where('at', '<', keepSince).execute();
  });
}
