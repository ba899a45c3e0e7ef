import { cleanText } from '../../domain/failure.ts';
import { asInstant, type Instant } from '../../domain/instant.ts';
import {
  type ObservedTicket,
  type TicketEdit,
  type TicketHistory,
  type TicketPart,
  ticketFieldNames,
  ticketFileNames,
} from '../../domain/ticket.ts';
import { type Item, isItem, itemsIn, numberOf, textOf } from './answers.ts';
import type { Place } from './place.ts';
import { queueFields } from './read-queue.ts';
import { fileFields, ownFields, spellings } from './spelling.ts';

const mostChanges = 100;
const longestText = 200;
const what = 'the request for what was done to a ticket';

/** Changes of what a ticket says; whoever comments has not changed it. */
const changing = ['Create', 'CustomField', 'Set', 'Status', 'AddWatcher', 'DelWatcher', 'SetWatcher'];

/** What others did to a ticket since we changed it last, and who gave it to its owner. */
export async function readHistory(
  place: Place,
  { number, owner }: Pick<ObservedTicket, 'number' | 'owner'>,
): Promise<TicketHistory> {
  const self = await ownName(place);
  const parts = await partsByNumber(place);
  const answer = await place.client.send({
    method: 'GET',
    path: '/transactions',
    query: {
      query: `TicketId=${number}`,
      fields: 'Type,Field,OldValue,NewValue,Creator,Created',
      orderby: 'id',
      order: 'DESC',
      per_page: String(mostChanges),
    },
  });
  const items = itemsIn(answer, what).filter((item) => changing.includes(textOf(item, 'Type')));
  const newest = items.findIndex((item) => creatorOf(item) === self);
  const others = newest < 0 ? items : items.slice(0, newest);
  const giving = items.find((item) => partOf(item, parts) === 'owner');
  const isOurs = giving === undefined || creatorOf(giving) === self || owner === null;
  return {
    edits: others.flatMap((item) => editIn(item, parts)).toReversed(),
    given: isOurs ? null : (momentOf(giving) ?? null),
  };
}

function editIn(item: Item, parts: ReadonlyMap<string, TicketPart>): readonly TicketEdit[] {
  const part = partOf(item, parts);
  const at = momentOf(item);
  // RT says a new owner twice, and a role by the numbers of principals, which tell people nothing.
  if (part === undefined || at === undefined || textOf(item, 'Type') === 'SetWatcher') return [];
  const isText = !['owner', 'cc', 'adminCc'].includes(part);
  const [from, to] = isText ? [textOf(item, 'OldValue'), textOf(item, 'NewValue')] : ['', ''];
  const by = shown(creatorOf(item));
  return [{ number: numberOf(item, what), part, by, at, from: shown(from), to: shown(to) }];
}

const roles: ReadonlyMap<string, TicketPart> = new Map([
  ['Owner', 'owner'],
  ['Cc', 'cc'],
  ['AdminCc', 'adminCc'],
]);

function partOf(item: Item, parts: ReadonlyMap<string, TicketPart>): TicketPart | undefined {
  const field = textOf(item, 'Field');
  if (textOf(item, 'Type') === 'CustomField') return parts.get(field);
  if (ownFields.includes(field)) return field === 'Subject' ? 'subject' : 'status';
  return roles.get(field);
}

/** RT names custom fields by their numbers here. */
async function partsByNumber(place: Place): Promise<ReadonlyMap<string, TicketPart>> {
  place.seen.fields ??= (await queueFields(place.client, place.queue)).fields;
  const numbers = place.seen.fields;
  const named = [
    ...ticketFieldNames.map((part) => [spellings[part].field, part] as const),
    ...ticketFileNames.map((part) => [fileFields[part].field, part] as const),
  ];
  return new Map(
    named.flatMap(([field, part]) => {
      const number = numbers.get(field);
      return number === undefined ? [] : [[String(number), part] as const];
    }),
  );
}

/** RT says who somebody is only beside what they did; who has done nothing yet has changed no ticket either. */
async function ownName({ client, seen }: Place): Promise<string | null> {
  if (seen.self !== null) return seen.self;
  const query = { query: "Creator='__CurrentUser__'", fields: 'Creator', per_page: '1' };
  const answer = await client.send({ method: 'GET', path: '/transactions', query });
  const [item] = itemsIn(answer, what);
  seen.self = item === undefined ? null : creatorOf(item);
  return seen.self;
}

function creatorOf(item: Item): string {
  return isItem(item.Creator) ? textOf(item.Creator, 'id') : '';
}

function momentOf(item: Item): Instant | undefined {
  return asInstant(textOf(item, 'Created'));
}

function shown(text: string): string {
  const clean = cleanText(text).replace(/\s+/g, ' ').trim();
  return clean.length > longestText ? `${clean.slice(0, longestText)}…` : clean;
}
