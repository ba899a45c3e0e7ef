import { sha256Of } from '../domain/digest.ts';
import {
  type MessageStanding,
  type RolloutMessage,
  readRolloutMessage,
  type StoredMessage,
} from '../domain/rollout-message.ts';
import type { TicketComment } from '../domain/ticket.ts';

/** By number of ticket: one comment for each message of the tracker that was refused, with every reason (R88). */
export function messageComments(
  messages: readonly StoredMessage[],
): ReadonlyMap<number, readonly TicketComment[]> {
  const comments = new Map<number, TicketComment[]>();
  for (const { delivery, body, standing } of messages) {
    const read = readRolloutMessage(body);
    if (standing.kind !== 'refused' || !read.ok) continue;
    const { ticket } = read.message;
    const key = `message-${sha256Of(delivery).slice(0, 8)}`;
    const text = refusalText(delivery, read.message, standing.reasons);
    comments.set(ticket, [...(comments.get(ticket) ?? []), { key, text }]);
  }
  return comments;
}

/** What is said on a ticket that no release has yet about what became of it; null where there is nothing to say. */
export function requestComment(
  delivery: string,
  message: RolloutMessage,
  standing: MessageStanding,
): TicketComment | null {
  const text = textOf(delivery, message, standing);
  return text === null ? null : { key: `request-${sha256Of(text).slice(0, 8)}`, text };
}

function textOf(delivery: string, message: RolloutMessage, standing: MessageStanding): string | null {
  if (standing.kind === 'refused') return refusalText(delivery, message, standing.reasons);
  if (standing.kind !== 'proposed') return null;
  const where = standing.url ?? `the branch ${standing.branch} of the release repository`;
  return `The release of this ticket is proposed, and waits for somebody to merge it: ${where}\n\nDelivery ${delivery}`;
}

function refusalText(
  delivery: string,
  { previous, current }: RolloutMessage,
  reasons: readonly string[],
): string {
  const [what, mend] =
    previous === null
      ? ['This ticket became no release:', 'Correct its fields or its files; it is looked at again then.']
      : [`The change of RolloutProgress from ${previous} to ${current} was not taken:`, ''];
  const lines = reasons.map((reason) => `- ${reason}`);
  return [what, '', ...lines, '', ...(mend === '' ? [] : [mend, '']), `Delivery ${delivery}`].join('\n');
}
