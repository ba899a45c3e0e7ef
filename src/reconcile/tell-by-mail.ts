import type { DesiredState } from '../domain/desired-state.ts';
import { failureOf, StagepostError } from '../domain/failure.ts';
import { type Instant, plusSeconds } from '../domain/instant.ts';
import type { MirrorNote } from '../domain/mirrored.ts';
import type { Observation } from '../domain/observation.ts';
import type { ReconcilerRecord } from '../domain/record.ts';
import type { ReleaseId } from '../domain/release.ts';
import { lettersOf } from '../plan/notifications/letters-of.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { Outbox } from '../ports/outbox.ts';
import type { MailPlaces } from '../report/mails/mail-content.ts';
import { sendMails } from './send-mails.ts';

/** The mail of a host. */
export interface OwnMail {
  readonly mailer: Mailer;
  readonly places: Omit<MailPlaces, 'ticketOf'> & { readonly ticketUrl: (number: number) => string | null };
  /** Whether the Cc of tickets reaches people as well. */
  readonly hasTickets: boolean;
}

/** What telling by mail works with; `mail` is null where a host sends none. */
export interface TellingDeps {
  readonly mail: OwnMail | null;
  readonly outbox: Outbox;
  readonly ledger: Pick<Ledger, 'ticketNumbers'>;
  readonly clock: Clock;
  readonly stop?: AbortSignal;
}

/** What telling by mail came to. */
export interface MailRound {
  readonly notes: readonly MirrorNote[];
  /** When the next mail is due; null while none waits. */
  readonly due: Instant | null;
}

/**
 * Before anything is done: what is written down when a host first sends mail is the past and is told to nobody; later,
 * what a run that was ended had written down and not told yet is put into the outbox, while the record still shows it as it was.
 */
export async function prepareTelling(
  deps: TellingDeps,
  desired: DesiredState,
  record: Observation<ReconcilerRecord>,
): Promise<void> {
  const { mail } = deps;
  if (mail === null || record.kind !== 'known') return;
  const { releases } = record.value;
  await forgiving(async () => {
    const visits = [...releases].map(([id, { visits }]) => [id, visits.length] as const);
    await deps.outbox.begin(new Map(visits));
    await queueLetters(deps, mail, { desired, record: record.value });
  });
}

/** Puts into the outbox what was written down, and sends what is due. Comes last, so that only what is so is told (R98). */
export async function tellByMail(
  deps: TellingDeps,
  desired: DesiredState,
  record: ReconcilerRecord,
): Promise<MailRound> {
  const { mail } = deps;
  if (mail === null) return { notes: [], due: null };
  const round = await forgiving(async () => {
    await queueLetters(deps, mail, { desired, record });
    const places = await mailPlaces(deps, mail, desired);
    return sendMails({ ...deps, mailer: mail.mailer }, desired.policy, places);
  });
  if (round.ok) return round.value;
  return { notes: [{ subject: 'mail', sentence: round.sentence }], due: plusSeconds(deps.clock.now(), 60) };
}

async function queueLetters(
  { outbox, clock }: TellingDeps,
  { hasTickets }: OwnMail,
  { desired, record }: { readonly desired: DesiredState; readonly record: ReconcilerRecord },
): Promise<void> {
  const told = await outbox.progress();
  if (told === null) throw notBegun();
  const due = lettersOf({ ...desired, record, told, hasTickets });
  if (due.told.size > 0) await outbox.queue(due.letters, due.told, clock.now());
}

/** What mails of this host say about pages and tickets. */
export async function mailPlaces(
  { ledger }: Pick<TellingDeps, 'ledger'>,
  { places }: Pick<OwnMail, 'places'>,
  { releases }: Pick<DesiredState, 'releases'>,
): Promise<MailPlaces> {
  const numbers = await ledger.ticketNumbers();
  const written = new Map(releases.map(({ release }) => [release.id, release.workflow.tickets.rt]));
  const ticketOf = (release: ReleaseId) => {
    const number = written.get(release) ?? numbers.get(release);
    return number === undefined ? null : { number, url: places.ticketUrl(number) };
  };
  return { ...places, ticketOf };
}

function notBegun(): StagepostError {
  return new StagepostError({
    code: 'ledger-failed',
    message: 'telling by mail has not begun, because the ledger or the record could not be used',
    hint: 'Nothing is lost: it begins with the next run that can use both.',
  });
}

type Tried<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly sentence: string };

/** A ledger that cannot be written keeps mail back, and nothing else; a damaged one ends the process as ever. */
async function forgiving<T>(work: () => Promise<T>): Promise<Tried<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const { message, treatment } = failureOf(error);
    if (treatment === 'fatal') throw error;
    return { ok: false, sentence: message };
  }
}
