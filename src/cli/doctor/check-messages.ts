import type { Host } from '../../config/host.ts';
import { laterOf } from '../../domain/instant.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Inbox } from '../../ports/inbox.ts';
import { ageOf } from '../../report/times.ts';
import type { Check } from './check.ts';

/** Whether the tracker's messages reach this host, as far as one has come; nothing where none are taken. */
export async function checkMessages(
  deps: { readonly inbox: Pick<Inbox, 'list'>; readonly clock: Clock },
  { listen, requestTracker }: Pick<Host, 'listen' | 'requestTracker'>,
): Promise<readonly Check[]> {
  if (requestTracker === null || listen === null || listen.rolloutProgressSecret === null) return [];
  const subject = 'messages of the tracker';
  const moments = (await deps.inbox.list()).map(({ receivedAt }) => receivedAt);
  if (moments.length > 0) {
    const found = `the last one came ${ageOf(moments.reduce(laterOf), deps.clock.now())} ago`;
    return [{ kind: 'ok', subject, found }];
  }
  const mend =
    'while stagepost serve runs, change RolloutProgress on a ticket, and see what stagepost-outbox says on the machine of the tracker';
  return [{ kind: 'warning', subject, found: 'none has come yet', mend }];
}
