import { type Sha256, sha256Of } from '../../domain/digest.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { ObservedTicket, TicketFields, TicketFileName, TicketPerson } from '../../domain/ticket.ts';
import { type Item, isItem, listOf, numberOf, objectIn, textOf } from './answers.ts';
import { ownerOf, personOf } from './people.ts';
import type { Place } from './place.ts';
import { fileFields, ownFields, releaseField, type Spelling, spellings } from './spelling.ts';

/** A ticket as RT has it. */
export interface RtTicket {
  readonly number: number;
  readonly queue: string;
  readonly etag: string | null;
  /** Text of every field by RT's name, empty where it has no value; a field that RT does not show is missing. */
  readonly texts: ReadonlyMap<string, string>;
  /** Names of custom fields by their numbers. */
  readonly fieldNames: ReadonlyMap<string, string>;
  readonly owner: TicketPerson | null;
  readonly cc: readonly TicketPerson[];
  readonly adminCc: readonly TicketPerson[];
  readonly links: readonly string[];
  /** Where the documents can be fetched; null where there is none. */
  readonly filePaths: { readonly [name in TicketFileName]: string | null };
}

const mostPeople = 1000;

/** The ticket of this number, or null when RT has none. One that was merged into another is that other one. */
export async function readTicket(place: Place, number: number): Promise<RtTicket | null> {
  const what = `the request for ticket ${number}`;
  const query = { 'fields[Queue]': 'Name' };
  const answer = await place.client.send({ method: 'GET', path: `/ticket/${number}`, query });
  if (answer.status === 404) return null;
  const ticket = objectIn(answer, what);
  const fields = listOf(ticket.CustomFields, what);
  const role = (name: string) => peopleIn(place, listOf(ticket[name] ?? [], what));
  return {
    number: numberOf(ticket, what),
    queue: isItem(ticket.Queue) ? textOf(ticket.Queue, 'Name') : '',
    etag: answer.etag,
    texts: new Map([
      ...ownFields.map((name) => [name, textOf(ticket, name)] as const),
      ...fields.map(nameAndText),
    ]),
    fieldNames: new Map(fields.map((field) => [String(field.id), textOf(field, 'name')])),
    owner: isItem(ticket.Owner) ? ownerOf(ticket.Owner) : null,
    cc: await role('Cc'),
    adminCc: await role('AdminCc'),
    links: listOf(ticket._hyperlinks ?? [], what).flatMap(({ ref, type, _url: url }) =>
      ref === 'refers-to' && type === 'external' && typeof url === 'string' ? [url] : [],
    ),
    filePaths: {
      metadata: filePath(fields, fileFields.metadata.field),
      checksums: filePath(fields, fileFields.checksums.field),
    },
  };
}

/** A ticket in our words. */
export async function inOurWords(
  place: Place,
  ticket: RtTicket,
  comments: ReadonlySet<string>,
): Promise<ObservedTicket> {
  const { number, etag, owner, cc, adminCc, links, filePaths } = ticket;
  return {
    number,
    version: etag,
    release: markOf(ticket),
    fields: ourFields(ticket),
    owner,
    watchers: { cc, adminCc },
    links,
    files: {
      metadata: await digestAt(place, filePaths.metadata),
      checksums: await digestAt(place, filePaths.checksums),
    },
    comments,
  };
}

/** Digest of an attached file; null when there is none, or one that is too large to be ours. */
export async function digestAt({ client, seen }: Place, path: string | null): Promise<Sha256 | null> {
  if (path === null) return null;
  const known = seen.digests.get(path);
  if (known !== undefined) return known;
  const bytes = await client.download(path);
  const digest = bytes === null ? null : sha256Of(bytes);
  seen.digests.set(path, digest);
  return digest;
}

/** The fields of a ticket in our words; what it says otherwise is undefined. */
export function ourFields({ texts }: RtTicket): ObservedTicket['fields'] {
  const inOurs = ({ field, toOurs }: Spelling<string>) => {
    const theirs = texts.get(field);
    return theirs === undefined ? undefined : toOurs(theirs);
  };
  const entries = Object.entries(spellings).map(([name, spelling]) => [
    name,
    inOurs(spelling as Spelling<string>),
  ]);
  return Object.fromEntries(entries) as { [name in keyof TicketFields]: TicketFields[name] | undefined };
}

/** The release whose mark a ticket carries; null when it carries none. */
export function markOf({ texts }: RtTicket): ReleaseId | null {
  const mark = texts.get(releaseField) ?? '';
  return mark === '' ? null : (mark as ReleaseId);
}

async function peopleIn(place: Place, items: readonly Item[]): Promise<readonly TicketPerson[]> {
  const people = [];
  for (const item of items.slice(0, mostPeople)) people.push(await personOf(place, item));
  return people;
}

function nameAndText(field: Item): readonly [string, string] {
  const value = firstValue(field);
  return [textOf(field, 'name'), typeof value === 'string' ? value : ''];
}

// RT leaves a null where an empty value was written into an empty field.
function firstValue({ values }: Item): unknown {
  return Array.isArray(values) ? values[0] : undefined;
}

/** Only the path: the host in RT's address is what its administrator calls it, and need not be where we reach it. */
function filePath(fields: readonly Item[], name: string): string | null {
  const value = fields.filter((field) => field.name === name).map(firstValue)[0];
  const found = isItem(value) ? /\/download\/cf\/\d+$/.exec(textOf(value, '_url')) : null;
  return found === null ? null : found[0];
}
