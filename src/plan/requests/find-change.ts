import { changeNamed, type RolloutMessage } from '../../domain/rollout-message.ts';
import type { TicketChange, TicketReading } from '../../domain/ticket-request.ts';

/** The change that a message tells of, or why nothing follows from it. */
export type FoundChange =
  | { readonly kind: 'found'; readonly change: TicketChange }
  | { readonly kind: 'settle'; readonly why: string }
  | { readonly kind: 'refuse'; readonly reasons: readonly [string, ...string[]] };

/**
 * Holds a message against the ticket itself (R60). A message says who may have changed what; the tracker says whether that
 * is so. `reading` is null where the queue has no such ticket.
 */
export function findChange(
  { delivery, message }: { readonly delivery: string; readonly message: RolloutMessage },
  reading: TicketReading | null,
): FoundChange {
  const { ticket, previous, current } = message;
  if (reading === null) return refuse(`the queue has no ticket ${ticket} that can be seen`);
  const named = changeNamed(delivery, ticket);
  if (named !== undefined && reading.own.includes(named))
    return { kind: 'settle', why: 'Stagepost changed the ticket itself' };
  const change = reading.changes.findLast(
    (each) => each.to === current && each.from === previous && (named === undefined || each.number === named),
  );
  const step = `RolloutProgress from ${previous ?? 'nothing'} to ${current}`;
  if (change === undefined) return refuse(`ticket ${ticket} has no change of ${step} by anybody`);
  if (message.actor !== '' && message.actor !== change.actor)
    return refuse(`${change.actor} changed ticket ${ticket}, and not ${message.actor}`);
  const last = reading.changes.at(-1);
  if (previous !== null && last !== undefined && last.number > change.number && last.to === previous)
    return { kind: 'settle', why: `${last.actor} has taken it back on the ticket` };
  return { kind: 'found', change };
}

function refuse(reason: string): FoundChange {
  return { kind: 'refuse', reasons: [reason] };
}
