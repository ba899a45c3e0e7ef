import { sha256Of } from '../../domain/digest.ts';
import { type Instant, plusSeconds } from '../../domain/instant.ts';
import { instantsOf, localTimeOf, plusDays, startOfDay, type Zone, zoneOf } from '../../domain/local-time.ts';
import type { Envelope, MailAddress, News, SentMail, StoredLetter } from '../../domain/mail.ts';
import type { Policy } from '../../domain/policy.ts';

const hour = 3600;
// So that a mail stays readable, and below what servers take.
const mostLetters = 200;

/** What mails are made up from. */
export interface EnvelopeFacts {
  readonly letters: readonly StoredLetter[];
  /** Of the last hour. */
  readonly sent: readonly SentMail[];
  readonly policy: Pick<Policy, 'notifications' | 'gates'>;
  readonly now: Instant;
}

/** The mails that go now, and when the next one is due; null while nothing waits. */
export interface DueMail {
  readonly envelopes: readonly Envelope[];
  readonly next: Instant | null;
}

/**
 * Makes mails of letters that wait. A letter that was tried stays with its mail; the others of an address go one by one, or
 * together once a day, or together when they would be more than the address gets in an hour.
 */
export function envelopesOf(facts: EnvelopeFacts): DueMail {
  const waiting = facts.letters.filter(({ standing }) => standing.kind === 'waiting');
  const addresses = [...new Set(waiting.map(({ to }) => to))];
  const all = addresses.map((to) =>
    envelopesTo(
      to,
      waiting.filter((letter) => letter.to === to),
      facts,
    ),
  );
  const moments = all.flatMap(({ next }) => (next === null ? [] : [next])).sort();
  return { envelopes: all.flatMap(({ envelopes }) => envelopes), next: moments[0] ?? null };
}

/** The identity of the mail about one piece of news: the same for every recipient. */
export function identityOf({ release, visit, state, entered }: News): string {
  return sha256Of([release, visit, state, entered].join('\n')).slice(0, 32);
}

function envelopesTo(
  to: MailAddress,
  letters: readonly StoredLetter[],
  { sent, policy, now }: EnvelopeFacts,
): DueMail {
  const again = triedMails(to, letters);
  const due = again.filter(({ dueAt }) => dueAt <= now);
  const later = again.filter(({ dueAt }) => dueAt > now).map(({ dueAt }) => dueAt);
  const times = sent.filter((mail) => mail.to === to).map(({ at }) => at);
  const fresh = freshMails(to, letters.filter(isFresh), {
    policy,
    now,
    times: [...times.filter((at) => at > plusSeconds(now, -hour)), ...due.map(() => now)].sort(),
  });
  const moments = [...later, ...(fresh.next === null ? [] : [fresh.next])].sort();
  return { envelopes: [...due, ...fresh.envelopes], next: moments[0] ?? null };
}

function isFresh({ standing }: StoredLetter): boolean {
  return standing.kind === 'waiting' && standing.mail === null;
}

/** Letters that were tried, by the mail that carried them: it is sent again as it was. */
function triedMails(
  to: MailAddress,
  letters: readonly StoredLetter[],
): readonly (Envelope & { readonly dueAt: Instant })[] {
  const found = new Map<string, Envelope & { readonly dueAt: Instant }>();
  for (const letter of letters) {
    const { standing } = letter;
    if (standing.kind !== 'waiting' || standing.mail === null) continue;
    const before = found.get(standing.mail);
    found.set(standing.mail, {
      ...{ to, mail: standing.mail, dueAt: standing.dueAt },
      letters: before === undefined ? [letter] : [...before.letters, letter],
    });
  }
  return [...found.values()];
}

function freshMails(
  to: MailAddress,
  letters: readonly StoredLetter[],
  { policy, now, times }: Pick<EnvelopeFacts, 'policy' | 'now'> & { readonly times: readonly Instant[] },
): DueMail {
  const [oldest] = letters;
  if (oldest === undefined) return { envelopes: [], next: null };
  const { daily, perHour } = policy.notifications;
  if (daily.recipients.includes(to)) {
    const at = dailyMoment(oldest.queuedAt, daily.hour, zoneOf(policy.gates.timeZone));
    return at <= now ? together(to, letters, now) : { envelopes: [], next: at };
  }
  const slots = perHour - times.length;
  const freeAt = plusSeconds(times.at(-perHour) ?? now, hour);
  if (slots < 1) return { envelopes: [], next: freeAt };
  const alone = letters.length <= slots ? letters : letters.slice(0, slots - 1);
  const rest = together(to, letters.slice(alone.length), plusSeconds(now, hour));
  return { ...rest, envelopes: [...alone.map((letter) => envelope(to, [letter])), ...rest.envelopes] };
}

/** One mail of many letters; those that are too many for it come later. */
function together(to: MailAddress, letters: readonly StoredLetter[], later: Instant): DueMail {
  const [first, ...others] = letters.slice(0, mostLetters);
  if (first === undefined) return { envelopes: [], next: null };
  return {
    envelopes: [envelope(to, [first, ...others])],
    next: letters.length > mostLetters ? later : null,
  };
}

function envelope(to: MailAddress, letters: Envelope['letters']): Envelope {
  const identities = letters.map(({ news }) => identityOf(news));
  const [only = '', ...others] = identities;
  const mail = others.length === 0 ? only : sha256Of([to, ...identities].join('\n')).slice(0, 32);
  return { to, letters, mail };
}

/** The first moment after another at which the wall shows an hour. */
function dailyMoment(after: Instant, wanted: number, zone: Zone | undefined): Instant {
  // The policy was refused with a zone that is none.
  if (zone === undefined) return after;
  const { date } = localTimeOf(after, zone);
  const moments = [0, 1, 2].map((days) => {
    const day = plusDays(date, days);
    // An hour that the change of clocks leaves out is counted from midnight.
    return instantsOf(day, wanted * 60, zone)[0] ?? plusSeconds(startOfDay(day, zone), wanted * hour);
  });
  return moments.find((moment) => moment > after) ?? after;
}
