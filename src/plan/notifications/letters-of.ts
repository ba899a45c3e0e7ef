import type { DesiredRelease } from '../../domain/desired-state.ts';
import { failure } from '../../domain/failure.ts';
import type { ObservedState } from '../../domain/lifecycle.ts';
import { asMailAddress, type Letter, type MailAddress, type News } from '../../domain/mail.ts';
import type { Notification, NotificationPolicy, Recipient } from '../../domain/notification.ts';
import type { Policy } from '../../domain/policy.ts';
import type { ReconcilerRecord, ReleaseRecord, Visit } from '../../domain/record.ts';
import type { ReleaseId } from '../../domain/release.ts';
import { type NotificationFacts, notificationOf } from './notification-of.ts';

/** What letters are made from: what is written down, and how far telling has come. */
export interface LetterFacts {
  readonly releases: readonly DesiredRelease[];
  readonly policy: Policy;
  readonly record: ReconcilerRecord;
  readonly told: ReadonlyMap<ReleaseId, number>;
  /** Whether the Cc of a ticket reaches the recipients as well. */
  readonly hasTickets: boolean;
}

/** What has to be told, and how far telling has come with it. */
export interface DueLetters {
  readonly letters: readonly Letter[];
  readonly told: ReadonlyMap<ReleaseId, number>;
}

/**
 * The letters about every stay that was written down since telling came so far, oldest first for each release. A stay
 * whose letters go to nobody counts as told, so that no later change of the policy tells of the past.
 */
export function lettersOf({ releases, policy, record, told, hasTickets }: LetterFacts): DueLetters {
  const letters: Letter[] = [];
  const progress = new Map<ReleaseId, number>();
  for (const desired of releases) {
    const recorded = record.releases.get(desired.release.id);
    const from = told.get(desired.release.id) ?? 0;
    if (recorded === undefined || recorded.visits.length <= from) continue;
    progress.set(desired.release.id, recorded.visits.length);
    if (!isMailed(policy.notifications, hasTickets)) continue;
    for (const visit of recorded.visits.keys())
      if (visit >= from) letters.push(...lettersAbout({ ...desired, recorded, policy }, visit));
  }
  return { letters, told: progress };
}

/** Whether those with an address are told by mail of our own, or by the ticket alone. */
export function isMailed({ by }: Pick<NotificationPolicy, 'by'>, hasTickets: boolean): boolean {
  return by === 'both' || !hasTickets;
}

/** The letters about one stay of a release. */
export function lettersAbout(
  { release, reports, recorded, policy }: NotificationFacts,
  visit: number,
): readonly Letter[] {
  const then = asOf(recorded, visit);
  const stay = then.visits[visit] ?? then.visits[0];
  const notification = notificationOf({ release, reports, policy, recorded: then });
  const news: News = {
    ...{ release: release.id, file: release.file, visit, state: stay.state },
    ...{ entered: stay.entered, commit: stay.commit, text: notification.text },
    majorTitle: policy.majorReleases.get(release.content.majorRelease)?.title ?? release.content.majorRelease,
  };
  return byAddress(notification).map(([to, { as, because }]) => ({ to, as, because, news }));
}

/** One for each address, although a person and a list may have the same. */
function byAddress({
  recipients,
}: Notification): readonly (readonly [MailAddress, Pick<Recipient, 'as' | 'because'>])[] {
  const found = new Map<MailAddress, Pick<Recipient, 'as' | 'because'>>();
  for (const { name, as, because } of recipients) {
    const address = asMailAddress(name);
    if (address === undefined) continue;
    const before = found.get(address);
    found.set(
      address,
      before === undefined
        ? { as, because }
        : { as: before.as, because: [...new Set([...before.because, ...because])] },
    );
  }
  return [...found];
}

/** The record of a release as it was in one of its stays. */
export function asOf(recorded: ReleaseRecord, visit: number): ReleaseRecord {
  const stay = recorded.visits[visit];
  if (stay === undefined || visit === recorded.visits.length - 1) return recorded;
  const visits = recorded.visits.slice(0, visit + 1) as unknown as ReleaseRecord['visits'];
  return { release: recorded.release, observed: passedState(stay), visits };
}

/**
 * What is known of a state of which only the stay is written down: of one of two that were entered in one cycle, and of one
 * that is only supposed. Of a failure it is what it said, and not whose fault it was.
 */
export function passedState({ state, reason, entered }: Omit<Visit, 'commit'>): ObservedState {
  if (state === 'Failed') {
    const told = failure({ code: 'command-failed', message: reason ?? '' });
    return { state, from: 'Submitted', wanted: 'Unverified', failure: { ...told, since: entered } };
  }
  if (state === 'Deferred') return { state, from: 'InVerification', position: 0 };
  return { state };
}
