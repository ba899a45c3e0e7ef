import { sha256Of } from '../../domain/digest.ts';
import { plusSeconds } from '../../domain/instant.ts';
import type { ReleaseId } from '../../domain/release.ts';
import {
  deliveryOf,
  messageBody,
  readRolloutMessage,
  type StoredMessage,
} from '../../domain/rollout-message.ts';
import type { TicketChange } from '../../domain/ticket-request.ts';
import type { RequestDeps } from './request-deps.ts';

// A tracker whose messages were lost for longer has an outbox that nobody looks at.
const longestDays = 14;

/**
 * Takes up what people did on tickets whose message was lost, by what the tracker wrote down: as the very message that it
 * would have sent, under the same name, so that whichever comes first is the only one. `after` is the newest thing that
 * was heard of before; the answer is the newest by now.
 */
export async function hearNews(deps: RequestDeps, after: number | null): Promise<number | null> {
  const from = plusSeconds(deps.clock.now(), -longestDays * 86_400);
  const news = await deps.tickets.news(after === null ? { from } : { after });
  const numbers = await deps.ledger.ticketNumbers();
  for (const change of news.changes) if (!isAnswered(deps, numbers, change)) await keep(deps, change);
  await judgeAgain(deps, news.touched);
  return news.newest ?? after;
}

async function keep({ inbox, clock }: RequestDeps, change: TicketChange): Promise<void> {
  const delivery = deliveryOf(change);
  if ((await inbox.find(delivery)) !== null) return;
  const body = messageBody(change);
  const message: StoredMessage = { delivery, receivedAt: clock.now(), body, standing: { kind: 'received' } };
  await inbox.keep(message, sha256Of(`${delivery}\n${body}`));
}

// A state that was recorded after a change has answered it, also where nobody remembers the message.
function isAnswered(
  { snapshots }: RequestDeps,
  numbers: ReadonlyMap<ReleaseId, number>,
  { ticket, at }: TicketChange,
): boolean {
  const snapshot = snapshots.current()?.snapshot;
  const found = snapshot?.desired.releases.find(
    ({ release }) => (release.workflow.tickets.rt ?? numbers.get(release.id)) === ticket,
  );
  const last = found && snapshot?.record.releases.get(found.release.id)?.visits.at(-1);
  return last !== undefined && last.entered > at;
}

/** A delivery that was refused is judged again when somebody has corrected its ticket. */
async function judgeAgain({ inbox }: RequestDeps, touched: readonly number[]): Promise<void> {
  for (const { delivery, body } of await inbox.list(['refused'])) {
    const read = readRolloutMessage(body);
    if (!read.ok || read.message.previous !== null || !touched.includes(read.message.ticket)) continue;
    await inbox.restand(delivery, { kind: 'received' });
  }
}
