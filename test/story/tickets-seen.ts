// What people see in Request Tracker, read past Stagepost's own adapter.
import type { RealTracker } from '../adapters/rt/real-tracker.ts';

type Fields = Readonly<Record<string, string>>;

/** A ticket as RT shows it. */
export interface SeenTicket {
  readonly number: number;
  /** Status and the first value of every custom field that has one. */
  readonly fields: Fields;
  /** Texts of its comments, oldest first, without those that say which state was reached. */
  readonly comments: readonly string[];
  /** The first line of each of those. */
  readonly states: readonly string[];
  /** How many things have been done to it. */
  readonly history: number;
}

interface Item {
  readonly id: string | number;
  readonly [name: string]: unknown;
}

interface Listing {
  readonly items: readonly Item[];
  readonly total: number;
}

/** The ticket of a release; fails when there is not exactly one. */
export async function ticketOf(rt: RealTracker, release: string): Promise<SeenTicket> {
  const found = await ticketsOf(rt, release);
  const [number] = found;
  if (number === undefined || found.length > 1)
    throw new Error(`${release} has ${found.length} tickets: ${found.join(', ')}`);
  const ticket = (await rt.ask('root', { path: `/ticket/${number}` })) as Item;
  const custom = ticket.CustomFields as readonly {
    readonly name: string;
    readonly values: readonly unknown[];
  }[];
  const texts = custom.flatMap(({ name, values: [value] }) =>
    typeof value === 'string' && value !== '' ? [[name, value] as const] : [],
  );
  const comments = await commentsOf(rt, number);
  const isState = (text: string) => text.includes('[stagepost:state-');
  const { total } = await list(rt, `/ticket/${number}/history?per_page=1`);
  return {
    number,
    fields: Object.fromEntries([['Status', String(ticket.Status)], ...texts]),
    comments: comments.filter((text) => !isState(text)),
    states: comments.filter(isState).map((text) => text.split('\n')[0] ?? ''),
    history: total,
  };
}

// RT keeps the mails about a comment among the attachments as well.
async function commentsOf(rt: RealTracker, number: number): Promise<readonly string[]> {
  const query = encodeURIComponent(`TicketId=${number} AND Type='Comment'`);
  const { items: comments } = await list(rt, `/transactions?query=${query}&per_page=100`);
  if (comments.length === 0) return [];
  const body = comments.map(({ id }) => ({ field: 'TransactionId', value: id, entry_aggregator: 'OR' }));
  const path = '/attachments?fields=Content,ContentType&per_page=100';
  const found = await rt.ask('root', { method: 'POST', path, body });
  const texts = (found as Listing).items.filter(({ ContentType }) => ContentType === 'text/plain');
  return texts.map(({ Content }) => String(Content));
}

/** Numbers of all tickets that carry the id of a release. */
export async function ticketsOf(rt: RealTracker, release: string): Promise<readonly number[]> {
  const query = `Queue = 'sw-rel' AND 'CF.{Stagepost-Release}' = '${release}'`;
  const { items } = await list(rt, `/tickets?query=${encodeURIComponent(query)}&per_page=100`);
  return items.map(({ id }) => Number(id));
}

/** The bytes of the attached release.xml. */
export async function releaseXmlOf(rt: RealTracker, number: number): Promise<string> {
  const ticket = (await rt.ask('root', { path: `/ticket/${number}` })) as Item;
  const custom = ticket.CustomFields as readonly {
    readonly name: string;
    readonly values: readonly unknown[];
  }[];
  const [file] = custom.find(({ name }) => name === 'Release-metadata')?.values ?? [];
  const { _url } = file as { readonly _url: string };
  return rt.download('root', _url.slice(_url.indexOf('/download/')));
}

async function list(rt: RealTracker, path: string): Promise<Listing> {
  return (await rt.ask('root', { path })) as Listing;
}
