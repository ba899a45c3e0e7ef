import { type Sha256, sha256Of } from '../../domain/digest.ts';
import type { ReleaseId } from '../../domain/release.ts';
import type { ObservedTicket, TicketFields } from '../../domain/ticket.ts';
import { type Item, isItem, listOf, numberOf, objectIn, textOf } from './answers.ts';
import type { RestClient } from './rest-client.ts';
import { metadataField, releaseField, type Spelling, spellings, statusField } from './spelling.ts';

/** A ticket as RT has it. */
export interface RtTicket {
  readonly number: number;
  readonly queue: string;
  readonly etag: string | null;
  /** Text of every field by RT's name, empty where it has no value; a field that RT does not show is missing. */
  readonly texts: ReadonlyMap<string, string>;
  /** Where release.xml can be fetched; null when there is none. */
  readonly metadataPath: string | null;
}

/** The ticket of this number, or null when RT has none. One that was merged into another is that other one. */
export async function readTicket(client: RestClient, number: number): Promise<RtTicket | null> {
  const what = `the request for ticket ${number}`;
  const query = { 'fields[Queue]': 'Name' };
  const answer = await client.send({ method: 'GET', path: `/ticket/${number}`, query });
  if (answer.status === 404) return null;
  const ticket = objectIn(answer, what);
  const fields = listOf(ticket.CustomFields, what);
  return {
    number: numberOf(ticket, what),
    queue: isItem(ticket.Queue) ? textOf(ticket.Queue, 'Name') : '',
    etag: answer.etag,
    texts: new Map([[statusField, textOf(ticket, statusField)], ...fields.map(nameAndText)]),
    metadataPath: metadataPath(fields),
  };
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

/** Digest of the attached release.xml; null when there is none. */
export async function metadataDigest(client: RestClient, ticket: RtTicket): Promise<Sha256 | null> {
  const bytes = ticket.metadataPath === null ? null : await client.download(ticket.metadataPath);
  return bytes === null ? null : sha256Of(bytes);
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
function metadataPath(fields: readonly Item[]): string | null {
  const value = fields.filter((field) => field.name === metadataField).map(firstValue)[0];
  const found = isItem(value) ? /\/download\/cf\/\d+$/.exec(textOf(value, '_url')) : null;
  return found === null ? null : found[0];
}
