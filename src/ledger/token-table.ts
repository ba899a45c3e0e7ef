import type { Kysely, Selectable } from 'kysely';
import type { Scope, SignedIn, Token, TokenOwner } from '../domain/access.ts';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { LedgerTables } from './tables.ts';

/** Keeps a token. */
export async function putToken(db: Kysely<LedgerTables>, token: Token): Promise<void> {
  const { id, digest, owner, label, scopes, below, madeAt, expires, usedAt, revokedAt } = token;
  const person = owner.kind === 'person' ? owner : { subject: null, roles: [] };
  await db
    .insertInto('tokens')
    .values({
      ...{ id, digest, label, below, expires, name: owner.name, subject: person.subject },
      ...{ made_at: madeAt, used_at: usedAt, revoked_at: revokedAt },
      roles: JSON.stringify(person.roles),
      scopes: JSON.stringify(scopes),
    })
    .execute();
}

/** The token of a digest. */
export async function findToken(db: Kysely<LedgerTables>, digest: Sha256): Promise<Token | null> {
  const row = await db.selectFrom('tokens').selectAll().where('digest', '=', digest).executeTakeFirst();
  return row === undefined ? null : tokenOf(row);
}

/** All tokens, or those of a person, newest first. */
export async function findTokens(db: Kysely<LedgerTables>, subject?: string): Promise<readonly Token[]> {
  const all = db.selectFrom('tokens').selectAll().orderBy('position', 'desc');
  const rows = await (subject === undefined ? all : all.where('subject', '=', subject)).execute();
  return rows.map(tokenOf);
}

/** Ends a token that has not been ended. */
export async function revokeToken(db: Kysely<LedgerTables>, id: string, at: Instant): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('tokens')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Remembers a use. */
export async function useToken(db: Kysely<LedgerTables>, id: string, at: Instant): Promise<void> {
  await db.updateTable('tokens').set({ used_at: at }).where('id', '=', id).execute();
}

/** Gives the tokens of a person another name and other roles. */
export async function renewTokens(
  db: Kysely<LedgerTables>,
  { subject, name, roles }: SignedIn,
): Promise<void> {
  await db
    .updateTable('tokens')
    .set({ name, roles: JSON.stringify(roles) })
    .where('subject', '=', subject)
    .execute();
}

function tokenOf(row: Selectable<LedgerTables['tokens']>): Token {
  return {
    id: row.id,
    digest: row.digest as Sha256,
    owner: ownerOf(row),
    label: row.label,
    scopes: JSON.parse(row.scopes) as Scope[],
    below: row.below,
    madeAt: row.made_at as Instant,
    expires: row.expires as Instant,
    usedAt: row.used_at as Instant | null,
    revokedAt: row.revoked_at as Instant | null,
  };
}

function ownerOf({ subject, name, roles }: Selectable<LedgerTables['tokens']>): TokenOwner {
  if (subject === null) return { kind: 'host', name };
  return { kind: 'person', subject, name, roles: JSON.parse(roles) as string[] };
}
