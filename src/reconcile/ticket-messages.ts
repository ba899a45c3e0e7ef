import { readRolloutMessage, type StoredMessage } from '../domain/rollout-message.ts';

/** Messages of the tracker that can be read, by the number of their ticket. */
export type MessagesByTicket = ReadonlyMap<number, readonly StoredMessage[]>;

/** Sorts messages by the ticket that they are about. */
export function messagesByTicket(messages: readonly StoredMessage[]): MessagesByTicket {
  const sorted = new Map<number, StoredMessage[]>();
  for (const message of messages) {
    const read = readRolloutMessage(message.body);
    if (!read.ok) continue;
    const { ticket } = read.message;
    sorted.set(ticket, [...(sorted.get(ticket) ?? []), message]);
  }
  return sorted;
}

/**
 * Numbers of the changes of a ticket that messages told of: what became of them is told by their own comments. The
 * tracker names a delivery by ticket, change and moment.
 */
export function toldChanges(messages: MessagesByTicket, number: number | null): ReadonlySet<number> {
  const told = number === null ? [] : (messages.get(number) ?? []);
  return new Set(told.map(({ delivery }) => Number(delivery.split('-')[1])));
}
