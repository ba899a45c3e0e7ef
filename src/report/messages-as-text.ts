import type { Instant } from '../domain/instant.ts';
import { type MessageStanding, readRolloutMessage, type StoredMessage } from '../domain/rollout-message.ts';
import { columns } from './columns.ts';
import { counted } from './names.ts';
import { ageOf, momentOf } from './times.ts';

/** Messages as a table; one line says so when there are none. */
export function messagesAsText(messages: readonly StoredMessage[]): string {
  if (messages.length === 0) return 'No message.';
  const rows = messages.map(({ delivery, receivedAt, body, standing }) => [
    delivery,
    momentOf(receivedAt),
    wishOf(body),
    standingText(standing),
  ]);
  return columns([['DELIVERY', 'RECEIVED', 'ASKS', 'STANDS'], ...rows]);
}

/** One message with everything that is known of it. */
export function messageAsText({ delivery, receivedAt, body, standing }: StoredMessage): string {
  const read = readRolloutMessage(body);
  const actor = read.ok && read.message.actor !== '' ? [['by', read.message.actor]] : [];
  return columns([
    ['delivery', delivery],
    ['received', momentOf(receivedAt)],
    ['asks', wishOf(body)],
    ...actor,
    ['stands', standingText(standing)],
  ]);
}

/** What waits, in one line of the status; empty when nothing does. */
export function waitingText(messages: readonly StoredMessage[], now: Instant): string {
  const waiting = messages.filter(
    ({ standing }) => standing.kind === 'waiting' || standing.kind === 'received',
  );
  const [oldest] = waiting;
  if (oldest === undefined) return '';
  return `${counted(waiting.length, 'message')} of the tracker accepted, waiting to become a request in git; the oldest for ${ageOf(oldest.receivedAt, now)}`;
}

function wishOf(body: string): string {
  const read = readRolloutMessage(body);
  if (!read.ok) return 'cannot be read';
  const { ticket, previous, current, emergency } = read.message;
  return `ticket ${ticket}: ${previous ?? 'new'} -> ${current}${emergency ? ', emergency' : ''}`;
}

function standingText(standing: MessageStanding): string {
  switch (standing.kind) {
    case 'received':
      return 'received; the next cycle of stagepost serve judges it';
    case 'waiting':
      return `accepted, waiting to become a request in git${standing.release === null ? ' for a new release' : ` for ${standing.release}`}`;
    case 'proposed':
      return `proposed, waits to be merged: ${standing.url ?? `branch ${standing.branch}`}`;
    case 'landed':
      return `on main as commit ${standing.commit.slice(0, 12)}; the next cycle takes it up`;
    case 'settled':
      return `settled: ${standing.why}`;
    case 'refused':
      return `refused: ${standing.reasons.join('; ')}`;
    case 'dropped':
      return `dropped by ${standing.operator}`;
    default:
      return standing satisfies never;
  }
}
