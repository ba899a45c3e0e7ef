import type { TicketPerson } from '../../domain/ticket.ts';
import { type Item, itemsIn, numberOf, objectIn, textOf } from './answers.ts';
import type { Place } from './place.ts';

const atOnce = 50;

/** RT's user that stands for nobody. */
const nobody = 'Nobody';

/**
 * How RT knows some people, in their order: a group by its name, everybody else as a user by their name there. Null for
 * those that it does not have and does not make; it makes a user for every address.
 */
export async function recognise(
  place: Place,
  people: readonly TicketPerson[],
): Promise<readonly (TicketPerson | null)[]> {
  const named = (kind: TicketPerson['kind']) =>
    people.filter((person) => person.kind === kind).map(({ name }) => name);
  const groups = await found(place, { collection: 'groups', field: 'Name', values: named('group') });
  const users = await found(place, { collection: 'users', field: 'Name', values: named('user') });
  const readers = await found(place, {
    collection: 'users',
    field: 'EmailAddress',
    values: named('address'),
  });
  return people.map(({ kind, name }) => {
    const known = { group: groups, user: users, address: readers }[kind].get(name.toLowerCase());
    if (kind === 'address') return { kind: 'user', name: known ?? name };
    return known === undefined ? null : { kind, name: known };
  });
}

/** A member of a role of a ticket, in our words. */
export async function personOf(place: Place, item: Item): Promise<TicketPerson> {
  const id = textOf(item, 'id');
  return item.type === 'group'
    ? { kind: 'group', name: await groupName(place, id) }
    : { kind: 'user', name: id };
}

/** The owner of a ticket; null for nobody. */
export function ownerOf(item: Item): TicketPerson | null {
  const name = textOf(item, 'id');
  return name === '' || name === nobody ? null : { kind: 'user', name };
}

/** How RT is told of somebody. */
export function spelled(person: TicketPerson | null): string {
  if (person === null) return nobody;
  return person.kind === 'group' ? `group:${person.name}` : person.name;
}

/** Names of things by what they were asked by, in small letters, because RT compares without regard to case. */
async function found(
  { client }: Place,
  {
    collection,
    field,
    values,
  }: {
    readonly collection: 'groups' | 'users';
    readonly field: 'Name' | 'EmailAddress';
    readonly values: readonly string[];
  },
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const different = [...new Set(values)];
  for (let at = 0; at < different.length; at += atOnce) {
    const answer = await client.send({
      method: 'POST',
      path: `/${collection}`,
      query: { fields: 'Name,EmailAddress', per_page: '100' },
      body: different.slice(at, at + atOnce).map((value) => ({
        field,
        operator: '=',
        value,
        entry_aggregator: 'OR',
      })),
    });
    for (const item of itemsIn(answer, `the search for ${collection}`))
      names.set(textOf(item, field).toLowerCase(), textOf(item, 'Name'));
  }
  return names;
}

async function groupName({ client, seen }: Place, id: string): Promise<string> {
  const known = seen.groups.get(id);
  if (known !== undefined) return known;
  // What RT names is a number; anything else is not put into a path.
  const number = numberOf({ id }, 'a group of a ticket');
  const answer = await client.send({ method: 'GET', path: `/group/${number}` });
  // A group that may not be seen has a name that no group can have.
  const name =
    answer.status === 403 || answer.status === 404 ? '' : textOf(objectIn(answer, 'a group'), 'Name');
  const shown = name === '' ? `#${number}` : name;
  seen.groups.set(id, shown);
  return shown;
}
