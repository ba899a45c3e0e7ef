import type { Kysely } from 'kysely';
import type { Session } from '../domain/access.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { LedgerTables } from './tables.ts';

/** Keeps a session, and forgets those that have ended. */
export async function putSession(
  db: Kysely<LedgerTables>,
  { roles, ...session }: Session,
  now: Instant,
): Promise<void> {
  await db.deleteFrom('sessions').where('expires', '<=', now).execute();
  await db
    .insertInto('sessions')
    .values({ ...session, roles: JSON.stringify(roles) })
    .execute();
}

/** The session of a digest that lasts beyond a moment. */
export async function findSession(
  db: Kysely<LedgerTables>,
  digest: Sha256,
  now: Instant,
): Promise<Session | null> {
  const row = await db
    .selectFrom('sessions')
    .selectAll()
    .where('digest', '=', digest)
    .where('expires', '>', now)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { subject, name, roles, expires } = row;
  return { digest, subject, name, roles: JSON.parse(roles) as string[], expires: expires as Instant };
}

/** Ends a session. */
export async function removeSession(db: Kysely<LedgerTables>, digest: Sha256): Promise<void> {
  await db.deleteFrom('sessions').where('digest', '=', digest).execute();
}
