import type { Kysely } from 'kysely';
import type { ReleaseId } from '../domain/release.ts';
import type { LedgerTables } from './tables.ts';

/** The numbers of tickets by release. */
export async function findTicketNumbers(db: Kysely<LedgerTables>): Promise<ReadonlyMap<ReleaseId, number>> {
  const rows = await db.selectFrom('tickets').selectAll().orderBy('release').execute();
  return new Map(rows.map(({ release, number }) => [release as ReleaseId, number]));
}

/** Remembers the number of a release's ticket. */
export async function putTicketNumber(
  db: Kysely<LedgerTables>,
  release: ReleaseId,
  number: number,
): Promise<void> {
  await db.replaceInto('tickets').values({ release, number }).execute();
}
