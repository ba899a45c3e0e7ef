import type { DesiredTicket, TicketPerson } from '../domain/ticket.ts';
import type { TicketTracker } from '../ports/ticket-tracker.ts';

/** How the tracker names the people of a round; asked for once, and only when a ticket is looked at. */
export interface Recognised {
  /** The same ticket with people as the tracker names them; whom it does not have is left out. */
  inTheirWords(ticket: DesiredTicket): Promise<DesiredTicket>;
  /** One sentence for each whom the tracker does not have, as far as anybody asked. */
  unknown(): readonly string[];
}

/** The people of these tickets. */
export function recogniseOnce(
  tracker: Pick<TicketTracker, 'recognise'>,
  tickets: readonly DesiredTicket[],
): Recognised {
  let asking: Promise<ReadonlyMap<string, TicketPerson | null>> | null = null;
  const unknown: string[] = [];
  const ask = async () => {
    const people = [...new Map(tickets.flatMap(peopleOf).map((person) => [keyOf(person), person])).values()];
    const known = await tracker.recognise(people);
    const names = new Map(people.map((person, index) => [keyOf(person), known[index] ?? null]));
    for (const person of people) if (names.get(keyOf(person)) === null) unknown.push(sentenceOf(person));
    return names;
  };
  return {
    inTheirWords: async (ticket) => {
      asking ??= ask();
      const names = await asking;
      const named = (person: TicketPerson) => names.get(keyOf(person)) ?? null;
      const all = (people: readonly TicketPerson[]) => people.map(named).filter((person) => person !== null);
      const { owner, watchers } = ticket;
      const person = owner === null || owner.person === null ? null : named(owner.person);
      return {
        ...ticket,
        owner: owner === null ? null : { ...owner, person },
        watchers: { cc: all(watchers.cc), adminCc: all(watchers.adminCc) },
      };
    },
    unknown: () => unknown,
  };
}

function peopleOf({ owner, watchers }: DesiredTicket): readonly TicketPerson[] {
  const owners = owner === null || owner.person === null ? [] : [owner.person];
  return [...owners, ...watchers.cc, ...watchers.adminCc];
}

function keyOf({ kind, name }: TicketPerson): string {
  return `${kind} ${name}`;
}

function sentenceOf({ kind, name }: TicketPerson): string {
  return `the tracker has no ${kind} ${name} that this user may see, so it is left out of every ticket`;
}
