import { sha256Of } from '../../domain/digest.ts';
import type { ReleaseId } from '../../domain/release.ts';
import {
  type ReleaseMetadata,
  type TicketChanges,
  type TicketFields,
  ticketFieldNames,
} from '../../domain/ticket.ts';
import { metadataDigest, type RtTicket } from './read-ticket.ts';
import type { RestClient } from './rest-client.ts';
import { metadataField, releaseField, type Spelling, spellings, statusField } from './spelling.ts';

/** One thing that a ticket should say. */
export interface Wish {
  /** RT's name of the field. */
  readonly field: string;
  /** What to send; null empties a field. */
  readonly value: unknown;
  readonly isTrue: (ticket: RtTicket) => boolean | Promise<boolean>;
}

/** What changes ask for, field by field. */
export function wishesOf(
  { release, fields, metadata }: Omit<TicketChanges, 'comments'>,
  client: RestClient,
): readonly Wish[] {
  const mark = release === null ? [] : [markWish(release)];
  const texts = ticketFieldNames.flatMap((name) => textWish(fields, name));
  return [...mark, ...texts, ...(metadata === null ? [] : [metadataWish(metadata, client)])];
}

/** The body that asks for some wishes at once. RT makes a mess of emptying what is empty, so do not ask for that. */
export function bodyOf(wishes: readonly Wish[]): Readonly<Record<string, unknown>> {
  const entries = (some: readonly Wish[]) =>
    Object.fromEntries(some.map(({ field, value }) => [field, value]));
  const custom = wishes.filter(({ field }) => field !== statusField);
  return {
    ...entries(wishes.filter(({ field }) => field === statusField)),
    ...(custom.length === 0 ? {} : { CustomFields: entries(custom) }),
  };
}

/** A file in RT's shape of a binary field. */
export function metadataValue(content: Uint8Array): Readonly<Record<string, string>> {
  return {
    FileName: 'release.xml',
    FileType: 'application/xml',
    FileContent: Buffer.from(content).toString('base64'),
  };
}

function textWish(fields: Partial<TicketFields>, name: keyof TicketFields): readonly Wish[] {
  const { field, toTheirs } = spellings[name] as Spelling<string>;
  const ours = fields[name];
  if (ours === undefined) return [];
  const theirs = toTheirs(ours);
  return [
    { field, value: theirs === '' ? null : theirs, isTrue: ({ texts }) => texts.get(field) === theirs },
  ];
}

function markWish(release: ReleaseId): Wish {
  return { field: releaseField, value: release, isTrue: ({ texts }) => texts.get(releaseField) === release };
}

function metadataWish({ content }: ReleaseMetadata, client: RestClient): Wish {
  const wanted = sha256Of(content);
  return {
    field: metadataField,
    value: metadataValue(content),
    isTrue: async (ticket) => (await metadataDigest(client, ticket)) === wanted,
  };
}
