import type { Kysely } from 'kysely';
import type { AttemptKey, Attempts } from '../domain/actual-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import { asInstant } from '../domain/instant.ts';
import type { LedgerTables } from './tables.ts';

/** Every failed attempt; one whose moment cannot be read is left out, which means: due now. */
export async function findAttempts(db: Kysely<LedgerTables>): Promise<ReadonlyMap<AttemptKey, Attempts>> {
  const rows = await db.selectFrom('attempts').selectAll().orderBy('release').execute();
  const found = new Map<AttemptKey, Attempts>();
  for (const row of rows) {
    const dueAt = asInstant(row.due_at);
    if (dueAt === undefined) continue;
    const content = row.content as Sha256 | null;
    found.set(row.release as AttemptKey, { count: row.count, dueAt, content });
  }
  return found;
}

/** Remembers the attempts of a release or a reading in place of what was remembered. */
export async function putAttempts(
  db: Kysely<LedgerTables>,
  key: AttemptKey,
  { count, dueAt, content }: Attempts,
): Promise<void> {
  await db.replaceInto('attempts').values({ release: key, count, due_at: dueAt, content }).execute();
}

/** Forgets them. */
export async function removeAttempts(db: Kysely<LedgerTables>, key: AttemptKey): Promise<void> {
  await db.deleteFrom('attempts').where('release', '=', key).execute();
}
