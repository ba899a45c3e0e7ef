import type {
  ObservedTicket,
  TicketChanges,
  TicketFields,
  TicketFile,
  TicketFileName,
  TicketPerson,
} from '../../domain/ticket.ts';
import { ticketFieldNames, ticketFileNames } from '../../domain/ticket.ts';
import { isSamePerson } from '../../domain/ticket-changes.ts';
import { spelled } from './people.ts';
import { fileFields, ownFields, releaseField, type Spelling, spellings, statusField } from './spelling.ts';

/** One thing that a ticket should say. */
export interface Wish {
  /** RT's name of the field. */
  readonly field: string;
  readonly isCustom: boolean;
  /** What to send; null empties a field. */
  readonly value: unknown;
  /** The right that it takes. */
  readonly right: string;
  readonly isTrue: (ticket: ObservedTicket) => boolean;
  /** RT makes a mess of emptying what is empty, so that is not asked for. */
  readonly canBeSent: (ticket: ObservedTicket) => boolean;
}

/** What changes ask for, one by one. */
export function wishesOf(changes: Omit<TicketChanges, 'comments'>): readonly Wish[] {
  const { release, fields, owner, watchers, links, files } = changes;
  const { cc, adminCc } = watchers;
  return [
    ...(release === null ? [] : [custom(releaseField, release, (ticket) => ticket.release === release)]),
    ...ticketFieldNames.flatMap((name) => textWish(fields, name)),
    ...(owner === undefined ? [] : [ownerWish(owner)]),
    ...(cc === undefined ? [] : [watchersWish('Cc', cc, ({ watchers: there }) => there.cc)]),
    ...(adminCc === undefined
      ? []
      : [watchersWish('AdminCc', adminCc, ({ watchers: there }) => there.adminCc)]),
    ...(links.length === 0 ? [] : [linksWish(links)]),
    ...ticketFileNames.flatMap((name) => fileWish(name, files[name])),
  ];
}

/** The body that asks for some wishes at once. */
export function bodyOf(wishes: readonly Wish[]): Readonly<Record<string, unknown>> {
  const entries = (some: readonly Wish[]) =>
    Object.fromEntries(some.map(({ field, value }) => [field, value]));
  const customs = wishes.filter(({ isCustom }) => isCustom);
  return {
    ...entries(wishes.filter(({ isCustom }) => !isCustom)),
    ...(customs.length === 0 ? {} : { CustomFields: entries(customs) }),
  };
}

/** A document in RT's shape of a binary field. */
export function fileValue(name: TicketFileName, { content }: TicketFile): Readonly<Record<string, string>> {
  return {
    FileName: fileFields[name].file,
    FileType: 'application/xml',
    FileContent: Buffer.from(content).toString('base64'),
  };
}

function textWish(fields: Partial<TicketFields>, name: keyof TicketFields): readonly Wish[] {
  const { field, toTheirs } = spellings[name] as Spelling<string>;
  const ours = fields[name];
  if (ours === undefined) return [];
  const theirs = toTheirs(ours);
  const isTrue = (ticket: ObservedTicket) => ticket.fields[name] === ours;
  if (ownFields.includes(field)) {
    const wish = own(field, theirs, isTrue);
    return [
      field === statusField ? { ...wish, right: 'ModifyTicket, and what the lifecycle asks for' } : wish,
    ];
  }
  if (theirs !== '') return [custom(field, theirs, isTrue)];
  return [{ ...custom(field, null, isTrue), canBeSent: (ticket) => (ticket.fields[name] ?? '') !== '' }];
}

function custom(field: string, value: unknown, isTrue: Wish['isTrue']): Wish {
  return { field, isCustom: true, value, right: 'ModifyCustomField', isTrue, canBeSent: () => true };
}

function own(field: string, value: unknown, isTrue: Wish['isTrue']): Wish {
  return { field, isCustom: false, value, right: 'ModifyTicket', isTrue, canBeSent: () => true };
}

function ownerWish(owner: TicketPerson | null): Wish {
  const wish = own('Owner', spelled(owner), (ticket) => isSamePerson(ticket.owner, owner));
  return { ...wish, right: 'ReassignTicket, and OwnTicket for the owner' };
}

function watchersWish(
  field: string,
  people: readonly TicketPerson[],
  there: (ticket: ObservedTicket) => readonly TicketPerson[],
): Wish {
  return own(field, people.map(spelled), (ticket) => {
    const found = there(ticket);
    const isIn = (some: readonly TicketPerson[], one: TicketPerson) =>
      some.some((other) => isSamePerson(one, other));
    return found.length === people.length && people.every((one) => isIn(found, one));
  });
}

// Links that people made beside ours stay.
function linksWish(links: readonly string[]): Wish {
  return own('AddRefersTo', links, (ticket) => links.every((link) => ticket.links.includes(link)));
}

function fileWish(name: TicketFileName, file: TicketFile | undefined): readonly Wish[] {
  if (file === undefined) return [];
  const { field } = fileFields[name];
  return [custom(field, fileValue(name, file), (ticket) => ticket.files[name] === file.sha256)];
}
