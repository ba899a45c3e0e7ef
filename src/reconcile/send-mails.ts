import { plusSeconds } from '../domain/instant.ts';
import type { Delivery, Envelope, LetterStanding } from '../domain/mail.ts';
import type { MirrorNote } from '../domain/mirrored.ts';
import type { Policy } from '../domain/policy.ts';
import { releaseTitle } from '../domain/release.ts';
import { type DueMail, envelopesOf } from '../plan/notifications/envelopes.ts';
import { standingAfter, standingAtStart } from '../plan/notifications/standing-after.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { MailPlaces } from '../report/mails/mail-content.ts';
import { mailOf } from '../report/mails/mail-of.ts';
import { counted } from '../report/names.ts';
import type { MailRound, TellingDeps } from './tell-by-mail.ts';

const hour = 3600;
// A slow server holds up no release for longer.
const longestRoundSeconds = 60;
const restSeconds = 60;
const rememberedDays = 30;

interface SendingDeps extends Pick<TellingDeps, 'outbox' | 'clock' | 'stop'> {
  readonly mailer: Mailer;
}

/**
 * Sends what is due, one mail after the other, and writes down before each that it is being sent and after it what became
 * of it. A server that cannot be used ends the round; the rest waits for the next one.
 */
export async function sendMails(deps: SendingDeps, policy: Policy, places: MailPlaces): Promise<MailRound> {
  const { clock, stop } = deps;
  const notes = [...(await takeUp(deps))];
  const start = clock.now();
  const { envelopes } = await dueMail(deps, policy);
  for (const [index, envelope] of envelopes.entries()) {
    const left = envelopes.length - index;
    if (stop?.aborted === true || clock.now() > plusSeconds(start, longestRoundSeconds))
      return { notes: [...notes, waitingNote('out of time', left)], due: clock.now() };
    const { delivery, standing } = await sendOne(deps, envelope, places);
    notes.push(...noteOf(envelope, standing));
    if (delivery.kind === 'unclear' || delivery.kind === 'unreachable')
      return {
        notes: [...notes, waitingNote(delivery.sentence, left - (standing.kind === 'held' ? 1 : 0))],
        due: plusSeconds(clock.now(), restSeconds),
      };
  }
  await deps.outbox.forget(plusSeconds(start, -rememberedDays * 86_400));
  const later = await dueMail(deps, policy);
  return { notes, due: later.envelopes.length > 0 ? clock.now() : later.next };
}

async function dueMail({ outbox, clock }: SendingDeps, policy: Policy): Promise<DueMail> {
  const now = clock.now();
  const sent = await outbox.sentSince(plusSeconds(now, -hour));
  return envelopesOf({ letters: await outbox.open(), sent, policy, now });
}

/** Letters that a run left while it handed them over: whether they arrived, nobody knows (R76). */
async function takeUp({ outbox, clock }: SendingDeps): Promise<readonly MirrorNote[]> {
  const sentence = 'the run that sent it was ended before the answer';
  const left = (await outbox.open()).filter(({ standing }) => standing.kind === 'sending');
  const notes: MirrorNote[] = [];
  for (const letter of left) {
    const standing = standingAfter(letter, { kind: 'unclear', sentence }, clock.now());
    await outbox.restand([letter], standing);
    notes.push(...noteOf({ to: letter.to, letters: [letter] }, standing));
  }
  return notes;
}

async function sendOne(
  { outbox, mailer, clock }: SendingDeps,
  { mail, to, letters }: Envelope,
  places: MailPlaces,
): Promise<{ readonly delivery: Delivery; readonly standing: LetterStanding }> {
  const [first, ...others] = letters;
  const begun = standingAtStart(first, mail, clock.now());
  await outbox.restand(letters, begun);
  const delivery = await mailer.send(mailOf({ mail, to, letters: [first, ...others] }, places));
  const standing = standingAfter({ ...first, standing: begun }, delivery, clock.now());
  await outbox.restand(letters, standing);
  return { delivery, standing };
}

function noteOf(
  { to, letters }: Pick<Envelope, 'to' | 'letters'>,
  standing: LetterStanding,
): readonly MirrorNote[] {
  if (standing.kind !== 'held') return [];
  const [{ news }] = letters;
  const more = letters.length > 1 ? ` and ${counted(letters.length - 1, 'more', 'more')}` : '';
  return [
    { subject: `mail to ${to} about ${releaseTitle(news.release)}${more}`, sentence: standing.sentence },
  ];
}

function waitingNote(why: string, waiting: number): MirrorNote {
  return { subject: 'mail', sentence: `${why}; ${waiting} wait for the next run` };
}
