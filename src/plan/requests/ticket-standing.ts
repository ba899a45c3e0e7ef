import type { Instant } from '../../domain/instant.ts';
import { openStandings, readRolloutMessage, type StoredMessage } from '../../domain/rollout-message.ts';

/** What the last thing that somebody asked for on a ticket has come to, as far as the ticket has to say it (R92). */
export type TicketStanding =
  /** It is not settled: what people wrote there is left alone meanwhile. */
  { readonly kind: 'open' } | { readonly kind: 'refused'; readonly at: Instant };

/** By number of ticket; those whose last request was settled, or that never had one, are not among them. */
export function ticketStandings(messages: readonly StoredMessage[]): ReadonlyMap<number, TicketStanding> {
  const standings = new Map<number, TicketStanding>();
  for (const { body, standing, receivedAt } of messages) {
    const read = readRolloutMessage(body);
    if (!read.ok) continue;
    const { ticket } = read.message;
    if (openStandings.some((open) => open === standing.kind)) standings.set(ticket, { kind: 'open' });
    else if (standing.kind === 'refused') standings.set(ticket, { kind: 'refused', at: receivedAt });
    else standings.delete(ticket);
  }
  return standings;
}
