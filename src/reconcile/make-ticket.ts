import type { Release } from '../domain/release.ts';
import type { DesiredTicket, ObservedTicket, TicketChanges } from '../domain/ticket.ts';
import {
  changedParts,
  isUnchanged,
  quietHistory,
  ticketChanges,
  whileAsked,
} from '../domain/ticket-changes.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { TicketTracker } from '../ports/ticket-tracker.ts';
import { editComment } from '../report/ticket-edits.ts';
import type { Recognised } from './recognise-once.ts';

/** A ticket with what is known of it beside the record. */
export interface TicketItem {
  readonly release: Release;
  readonly ticket: DesiredTicket;
  /** Number of the ticket that was found or made for the release before. */
  readonly remembered: number | null;
  /** Whether somebody asked on it for another state and has no answer yet. */
  readonly asked: boolean;
  /** Numbers of changes of it that are told of by comments of their own. */
  readonly told: ReadonlySet<number>;
}

interface MakeDeps {
  readonly ledger: Pick<Ledger, 'noteTicketNumber'>;
  readonly tracker: TicketTracker;
  readonly people: Recognised;
}

/**
 * Find, or make and find; compare, tell of what people changed by hand, write, and look again: what a tracker answers is
 * not what it did. Answers with what it refused.
 */
export async function makeTicket(deps: MakeDeps, item: TicketItem): Promise<readonly string[]> {
  const { tracker, people, ledger } = deps;
  const desired = await people.inTheirWords(item.ticket);
  const found = await findTicket(tracker, item);
  if (typeof found === 'string') return [found];
  const { ticket, isNew } = found ?? (await madeTicket(tracker, desired));
  if (ticket === null) return ['a ticket was made and is not found'];
  // Messages of the tracker name tickets by number alone.
  if (ticket.number !== item.remembered) await ledger.noteTicketNumber(desired.release, ticket.number);
  const wanted = item.asked ? whileAsked(desired, ticket) : desired;
  if (isUnchanged(ticketChanges(wanted, ticket))) return [];
  return bringAbout(deps, item, { wanted, ticket, isNew });
}

interface Found {
  readonly ticket: ObservedTicket | null;
  readonly isNew: boolean;
}

/** Null where a ticket is to be made; a sentence where that would be a second one. */
async function findTicket(
  tracker: TicketTracker,
  { ticket: { release, number }, remembered }: TicketItem,
): Promise<Found | string | null> {
  const known = number ?? remembered;
  const ticket = known === null ? null : await tracker.find(release, known);
  if (ticket !== null) return { ticket, isNew: false };
  if (number !== null)
    return `there is no ticket ${number}; correct tickets.rt in the release file, or take it out`;
  // A tracker forgets no ticket, so that one that is gone was in another tracker.
  const marked = await tracker.find(release, null);
  return marked === null ? null : { ticket: marked, isNew: false };
}

async function madeTicket(tracker: TicketTracker, desired: DesiredTicket): Promise<Found> {
  const number = await tracker.create(desired);
  return { ticket: await tracker.find(desired.release, number), isNew: true };
}

async function bringAbout(
  { tracker }: MakeDeps,
  { release, told }: TicketItem,
  {
    wanted,
    ticket,
    isNew,
  }: { readonly wanted: DesiredTicket; readonly ticket: ObservedTicket; readonly isNew: boolean },
): Promise<readonly string[]> {
  const differs = changedParts(ticketChanges(wanted, ticket)).length > 0;
  const history = isNew || !differs ? quietHistory : await tracker.history(ticket);
  const changes = ticketChanges(wanted, ticket, history);
  if (isUnchanged(changes)) return [];
  const parts = changedParts(changes);
  const edits = history.edits.filter(({ part, number }) => parts.includes(part) && !told.has(number));
  const comments = editComment(release, edits);
  // Told before it is set back: what is right again is not looked into any more.
  const read =
    comments.length === 0 ? ticket : (await tracker.update(ticket, { ...nothing, comments })).ticket;
  const { ticket: after, refusals } = await tracker.update(read, ticketChanges(wanted, read, history));
  const left = ticketChanges(wanted, after, history);
  return isUnchanged(left) ? [] : [`ticket ${after.number} does not take ${namesOf(left)}`, ...refusals];
}

const nothing: TicketChanges = {
  release: null,
  fields: {},
  watchers: {},
  links: [],
  files: {},
  comments: [],
};

const partNames: ReadonlyMap<string, string> = new Map([
  ['release', 'the id of its release'],
  ['metadata', 'release.xml'],
  ['checksums', 'checksums.xml'],
]);

function namesOf(left: TicketChanges): string {
  return [
    ...changedParts(left).map((part) => partNames.get(part) ?? part),
    ...left.links.map((link) => `the link to ${link}`),
    ...left.comments.map(({ key }) => `comment ${key}`),
  ].join(', ');
}
