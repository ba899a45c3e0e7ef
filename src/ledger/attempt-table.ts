import type { Kysely } from 'kysely';
import type { Attempts } from '../domain/actual-state.ts';
import type { Sha256 } from '../domain/digest.ts';
import { asInstant } from '../domain/instant.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { LedgerTables } from './tables.ts';

/** Every failed attempt; one whose moment cannot be read is left out, which means: due now. */
export async function findAttempts(db: Kysely<LedgerTables>): Promise<ReadonlyMap<ReleaseId, Attempts>> {
  const rows = await db.selectFrom('attempts').selectAll().orderBy('release').execute();
  const found = new Map<ReleaseId, Attempts>();
  for (const row of rows) {
    const dueAt = asInstant(row.due_at);
    if (dueAt === undefined) continue;
    const content = row.content as Sha256 | null;
    found.set(row.release as ReleaseId, { count: row.count, dueAt, content });
  }
  return found;
}

/** Remembers the attempts of a release in place of what was remembered. */
export async function putAttempts(
  db: Kysely<LedgerTables>,
  release: ReleaseId,
  { count, dueAt, content }: Attempts,
): Promise<void> {
  await db.replaceInto('attempts').values({ release, count, due_at: dueAt, content }).execute();
}

/** Forgets the attempts of a release. */
export async function removeAttempts(db: Kysely<LedgerTables>, release: ReleaseId): Promise<void> {
  await db.deleteFrom('attempts').where('release', '=', release).execute();
}
