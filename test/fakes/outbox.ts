import type { Letter, StoredLetter } from '../../src/domain/mail.ts';
import type { Outbox, TellingProgress } from '../../src/ports/outbox.ts';

/** An outbox in memory. */
export function fakeOutbox(): Outbox {
  const letters = new Map<string, StoredLetter>();
  let told: TellingProgress | null = null;
  return {
    progress: async () => (told === null ? null : new Map(told)),
    begin: async (progress) => {
      told ??= new Map(progress);
    },
    queue: async (added, progress, now) => {
      const tries = { attempts: 0, doubts: 0, mail: null, sentence: null };
      for (const letter of added)
        if (!letters.has(keyOf(letter)))
          letters.set(keyOf(letter), {
            ...letter,
            queuedAt: now,
            standing: { ...tries, kind: 'waiting', dueAt: now },
          });
      told = new Map([...(told ?? []), ...progress]);
    },
    open: async () => [...letters.values()].filter(({ standing }) => standing.kind !== 'sent'),
    sentSince: async (moment) => {
      const mails = [...letters.values()].flatMap(({ to, standing }) =>
        standing.kind === 'sent' && standing.at > moment
          ? [{ to, mail: standing.mail, at: standing.at }]
          : [],
      );
      return [...new Map(mails.map((mail) => [`${mail.to} ${mail.mail} ${mail.at}`, mail])).values()];
    },
    restand: async (changed, standing) => {
      for (const letter of changed) {
        const before = letters.get(keyOf(letter));
        if (before !== undefined) letters.set(keyOf(letter), { ...before, standing });
      }
    },
    drop: async (dropped) => {
      for (const letter of dropped) letters.delete(keyOf(letter));
    },
    forget: async (before) => {
      for (const [key, { standing }] of letters)
        if (standing.kind === 'sent' && standing.at < before) letters.delete(key);
    },
  };
}

function keyOf({ to, news }: Letter): string {
  return `${to} ${news.release} ${news.visit}`;
}
