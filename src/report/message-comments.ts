import { sha256Of } from '../domain/digest.ts';
import { readRolloutMessage, type StoredMessage } from '../domain/rollout-message.ts';
import type { TicketComment } from '../domain/ticket.ts';

/** By number of ticket: one comment for each message of the tracker that was refused, with every reason (R88). */
export function messageComments(
  messages: readonly StoredMessage[],
): ReadonlyMap<number, readonly TicketComment[]> {
  const comments = new Map<number, TicketComment[]>();
  for (const { delivery, body, standing } of messages) {
    const read = readRolloutMessage(body);
    if (standing.kind !== 'refused' || !read.ok) continue;
    const { ticket, previous, current } = read.message;
    const text = [
      `The change of RolloutProgress from ${previous ?? 'nothing'} to ${current} was not taken:`,
      '',
      ...standing.reasons.map((reason) => `- ${reason}`),
      '',
      `Delivery ${delivery}`,
    ].join('\n');
    const key = `message-${sha256Of(delivery).slice(0, 8)}`;
    comments.set(ticket, [...(comments.get(ticket) ?? []), { key, text }]);
  }
  return comments;
}
