import type { Kysely } from 'kysely';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { Mirrored } from '../domain/mirrored.ts';
import type { LedgerTables } from './tables.ts';

/** What was last seen to be right in one mirror, by key. */
export async function findMirrored(
  db: Kysely<LedgerTables>,
  mirror: string,
): Promise<ReadonlyMap<string, Mirrored>> {
  const rows = await db.selectFrom('mirrored').selectAll().where('mirror', '=', mirror).execute();
  return new Map(rows.map((row) => [row.key, { digest: row.digest as Sha256, at: row.at as Instant }]));
}

/** Remembers what was seen to be right. */
export async function putMirrored(
  db: Kysely<LedgerTables>,
  mirror: string,
  { key, digest, at }: Mirrored & { readonly key: string },
): Promise<void> {
  await db.replaceInto('mirrored').values({ mirror, key, digest, at }).execute();
}
