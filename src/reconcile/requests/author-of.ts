import type { TicketActor } from '../../domain/ticket-request.ts';
import type { Author } from '../../ports/proposals.ts';

/** Who wrote a commit that somebody asked for on a ticket; without a mail, the name there at the host of the tracker. */
export function authorOf({ name, login, mail }: TicketActor, address: string): Author {
  return { name, mail: mail === '' ? `${login}@${new URL(address).hostname}` : mail };
}
