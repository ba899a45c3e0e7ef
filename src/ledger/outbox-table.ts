import type { Kysely, Transaction } from 'kysely';
import type { Instant } from '../domain/instant.ts';
import type { Letter, LetterStanding, MailAddress, SentMail, StoredLetter } from '../domain/mail.ts';
import type { ReleaseId } from '../domain/release.ts';
import type { TellingProgress } from '../ports/outbox.ts';
import type { LedgerTables } from './tables.ts';

/** How far telling has come; null before it began. */
export async function findProgress(db: Kysely<LedgerTables>): Promise<TellingProgress | null> {
  const begun = await db.selectFrom('telling').selectAll().executeTakeFirst();
  if (begun === undefined) return null;
  const rows = await db.selectFrom('told').selectAll().execute();
  return new Map(rows.map(({ release, visits }) => [release as ReleaseId, visits]));
}

/** Marks the beginning, unless there was one. */
export async function beginTelling(db: Kysely<LedgerTables>, progress: TellingProgress): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    const { numInsertedOrUpdatedRows } = await transaction
      .insertInto('telling')
      .values({ begun: 1 })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 1n) await putProgress(transaction, progress);
  });
}

/** Keeps letters that are not there, and how far telling has come. */
export async function putLetters(
  db: Kysely<LedgerTables>,
  letters: readonly Letter[],
  { progress, now }: { readonly progress: TellingProgress; readonly now: Instant },
): Promise<void> {
  const tries = { attempts: 0, doubts: 0, mail: null, sentence: null };
  const standing: LetterStanding = { ...tries, kind: 'waiting', dueAt: now };
  await db.transaction().execute(async (transaction) => {
    for (const letter of letters)
      await transaction
        .insertInto('letters')
        .values({
          ...{ address: letter.to, release: letter.news.release, visit: letter.news.visit },
          ...{ queued_at: now, letter: JSON.stringify(letter), ...columnsOf(standing) },
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    await putProgress(transaction, progress);
  });
}

async function putProgress(db: Transaction<LedgerTables>, progress: TellingProgress): Promise<void> {
  for (const [release, visits] of progress)
    await db.replaceInto('told').values({ release, visits }).execute();
}

/** Letters that are not sent, in order of their coming. */
export async function findOpenLetters(db: Kysely<LedgerTables>): Promise<readonly StoredLetter[]> {
  const rows = await db
    .selectFrom('letters')
    .selectAll()
    .where('kind', 'in', ['waiting', 'sending', 'held'])
    .orderBy('position')
    .execute();
  return rows.map(({ letter, queued_at, standing }) => ({
    ...(JSON.parse(letter) as Letter),
    queuedAt: queued_at as Instant,
    standing: JSON.parse(standing) as LetterStanding,
  }));
}

/** Mails that were sent after a moment. */
export async function findSent(db: Kysely<LedgerTables>, moment: Instant): Promise<readonly SentMail[]> {
  const rows = await db
    .selectFrom('letters')
    .select(['address', 'mail', 'sent_at'])
    .distinct()
    .where('kind', '=', 'sent')
    .where('sent_at', '>', moment)
    .orderBy('sent_at')
    .execute();
  return rows.map(({ address, mail, sent_at }) => ({
    to: address as MailAddress,
    mail: mail ?? '',
    at: sent_at as Instant,
  }));
}

/** Changes how letters stand, all or none. */
export async function restandLetters(
  db: Kysely<LedgerTables>,
  letters: readonly Letter[],
  standing: LetterStanding,
): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { to, news } of letters)
      await transaction
        .updateTable('letters')
        .set(columnsOf(standing))
        .where('address', '=', to)
        .where('release', '=', news.release)
        .where('visit', '=', news.visit)
        .execute();
  });
}

/** Takes letters out. */
export async function removeLetters(db: Kysely<LedgerTables>, letters: readonly Letter[]): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    for (const { to, news } of letters)
      await transaction
        .deleteFrom('letters')
        .where('address', '=', to)
        .where('release', '=', news.release)
        .where('visit', '=', news.visit)
        .execute();
  });
}

/** Forgets what was sent before a moment; that it was told stays in `told`. */
export async function removeSent(db: Kysely<LedgerTables>, before: Instant): Promise<void> {
  await db.deleteFrom('letters').where('kind', '=', 'sent').where('sent_at', '<', before).execute();
}

function columnsOf(standing: LetterStanding) {
  return {
    kind: standing.kind,
    standing: JSON.stringify(standing),
    mail: standing.kind === 'held' ? null : standing.mail,
    sent_at: standing.kind === 'sent' ? standing.at : null,
  };
}
