import type { Kysely } from 'kysely';
import type { Sha256 } from '../domain/digest.ts';
import type { Instant } from '../domain/instant.ts';
import type { MessageStanding, StoredMessage } from '../domain/rollout-message.ts';
import type { LedgerTables } from './tables.ts';

type Kind = MessageStanding['kind'];

const ended: readonly Kind[] = ['settled', 'refused', 'dropped'];

/** Keeps a message unless it, or the same signed text, is there; answers with the one that is kept. */
export async function putMessage(
  db: Kysely<LedgerTables>,
  { delivery, receivedAt, body, standing }: StoredMessage,
  signed: Sha256,
): Promise<{ readonly kept: StoredMessage; readonly isNew: boolean }> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('messages')
    .values({
      ...{ delivery, signed, body, received_at: receivedAt, kind: standing.kind },
      standing: JSON.stringify(standing),
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where((match) => match.or([match('delivery', '=', delivery), match('signed', '=', signed)]))
    .orderBy('position')
    .executeTakeFirstOrThrow();
  return { kept: messageOf(row), isNew: numInsertedOrUpdatedRows === 1n };
}

/** Messages in order of arrival; those of these kinds, or all. */
export async function findMessages(
  db: Kysely<LedgerTables>,
  kinds?: readonly Kind[],
): Promise<readonly StoredMessage[]> {
  const all = db.selectFrom('messages').selectAll().orderBy('position');
  const rows = await (kinds === undefined ? all : all.where('kind', 'in', kinds)).execute();
  return rows.map(messageOf);
}

/** The message of a delivery; null when there is none. */
export async function findMessage(db: Kysely<LedgerTables>, delivery: string): Promise<StoredMessage | null> {
  const row = await db.selectFrom('messages').selectAll().where('delivery', '=', delivery).executeTakeFirst();
  return row === undefined ? null : messageOf(row);
}

/** Changes how a message stands. */
export async function restandMessage(
  db: Kysely<LedgerTables>,
  delivery: string,
  standing: MessageStanding,
): Promise<void> {
  await db
    .updateTable('messages')
    .set({ kind: standing.kind, standing: JSON.stringify(standing) })
    .where('delivery', '=', delivery)
    .execute();
}

/** Forgets messages from before a moment that have ended. */
export async function removeMessages(db: Kysely<LedgerTables>, before: Instant): Promise<void> {
  await db.deleteFrom('messages').where('received_at', '<', before).where('kind', 'in', ended).execute();
}

function messageOf(row: {
  readonly delivery: string;
  readonly received_at: string;
  readonly body: string;
  readonly standing: string;
}): StoredMessage {
  return {
    delivery: row.delivery,
    receivedAt: row.received_at as Instant,
    body: row.body,
    standing: JSON.parse(row.standing) as MessageStanding,
  };
}
