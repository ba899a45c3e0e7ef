import type { ObservedTicket, TicketChanges, TicketComment } from '../../domain/ticket.ts';
import { messagesIn } from './answers.ts';
import { commentKeys, lostComments, writeComments } from './comments.ts';
import type { Place } from './place.ts';
import { inOurWords, type RtTicket, readTicket } from './read-ticket.ts';
import { refused } from './rt-failure.ts';
import { statusField } from './spelling.ts';
import { bodyOf, type Wish, wishesOf } from './wishes.ts';

/** A ticket after it was written, and RT's own words on what is not as it was asked for. */
export interface Written {
  readonly ticket: ObservedTicket;
  readonly refusals: readonly string[];
}

/**
 * Makes wishes true. RT answers a refusal like a success, and in the language of its user: only reading again tells
 * them apart. All is asked for at once; what is not true afterwards is asked for one by one, so that the answer names it.
 */
export async function writeChanges(
  place: Place,
  before: ObservedTicket,
  changes: TicketChanges,
): Promise<Written> {
  const { client } = place;
  const { number } = before;
  const wishes = wishesOf(changes).filter((wish) => !wish.isTrue(before));
  const sent = wishes.filter((wish) => wish.canBeSent(before));
  if (sent.length > 0) await put(place, before, sent);
  const missing = changes.comments.filter(({ key }) => !before.comments.has(key));
  const answers = await writeComments(client, number, missing);
  const comments = await keysAfter(place, { before, missing, answers });
  let ticket = await again(place, number, comments);
  const refusals: string[] = [];
  for (const wish of wishes.filter((each) => !each.isTrue(ticket))) {
    const alone = await writeAlone(place, ticket, wish);
    ({ ticket } = alone);
    refusals.push(...alone.refusals);
  }
  return { ticket, refusals: [...refusals, ...lostComments(missing, comments, answers)] };
}

/** Who could read comments of its own before can read the next ones; RT's 201 is then enough. */
async function keysAfter(
  { client }: Place,
  {
    before,
    missing,
    answers,
  }: {
    readonly before: ObservedTicket;
    readonly missing: readonly TicketComment[];
    readonly answers: ReadonlyMap<string, string>;
  },
): Promise<ReadonlySet<string>> {
  if (missing.length > 0 && before.comments.size === 0) return commentKeys(client, before.number);
  const taken = missing.filter(({ key }) => !answers.has(key)).map(({ key }) => key);
  return new Set([...before.comments, ...taken]);
}

async function writeAlone(place: Place, before: ObservedTicket, wish: Wish): Promise<Written> {
  const said = wish.canBeSent(before) ? await putAround(place, before, wish) : [];
  const raw = await mustRead(place, before.number);
  const ticket = await inOurWords(place, raw, before.comments);
  if (wish.isTrue(ticket)) return { ticket, refusals: [] };
  if (wish.isCustom && !raw.texts.has(wish.field)) {
    const why = 'the ticket has no such field that this user may see (SeeCustomField)';
    return { ticket, refusals: [`${wish.field} was not taken: ${why}.`] };
  }
  const words = said.length === 0 ? 'Request Tracker did not say why' : said.join('; ');
  return {
    ticket,
    refusals: [`${wish.field} was not taken: ${words} (it takes the right ${wish.right}).`],
  };
}

/** A lifecycle leads from one end to another one by way of open alone. */
async function putAround(place: Place, before: ObservedTicket, wish: Wish): Promise<readonly string[]> {
  const said = await put(place, before, [wish]);
  if (wish.field !== statusField || wish.value === 'open') return said;
  const between = await again(place, before.number, before.comments);
  if (wish.isTrue(between) || between.fields.status === 'open') return said;
  await put(place, between, wishesOf(onlyOpen));
  return put(place, await again(place, before.number, before.comments), [wish]);
}

const onlyOpen: TicketChanges = {
  release: null,
  fields: { status: 'open' },
  watchers: {},
  links: [],
  files: {},
  comments: [],
};

async function put(
  { client }: Place,
  { number, version }: Pick<ObservedTicket, 'number' | 'version'>,
  wishes: readonly Wish[],
): Promise<readonly string[]> {
  const answer = await client.send({
    method: 'PUT',
    path: `/ticket/${number}`,
    body: bodyOf(wishes),
    ifMatch: version,
  });
  if (answer.status === 412)
    throw refused(`ticket ${number} was changed by somebody else while it was being written`);
  return messagesIn(answer, `a change of ticket ${number}`);
}

async function again(place: Place, number: number, comments: ReadonlySet<string>): Promise<ObservedTicket> {
  return inOurWords(place, await mustRead(place, number), comments);
}

async function mustRead(place: Place, number: number): Promise<RtTicket> {
  const ticket = await readTicket(place, number);
  if (ticket === null) throw refused(`there is no ticket ${number}`);
  return ticket;
}
