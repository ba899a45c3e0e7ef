import { messagesIn } from './answers.ts';
import { type RtTicket, readTicket } from './read-ticket.ts';
import type { RestClient } from './rest-client.ts';
import { refused } from './rt-failure.ts';
import { statusField } from './spelling.ts';
import { bodyOf, type Wish } from './wishes.ts';

/**
 * Makes wishes true and answers with RT's own words on those that are not. RT answers a refusal like a success, and in
 * the language of its user: only reading again tells them apart.
 */
export async function writeFields(
  client: RestClient,
  number: number,
  wishes: readonly Wish[],
): Promise<readonly string[]> {
  if (wishes.length === 0) return [];
  const open = await notTrue(wishes, await mustRead(client, number), client);
  const refusals = [];
  for (const wish of open) refusals.push(...(await writeAlone(client, number, wish)));
  return refusals;
}

/** Asks for all at once; what is not true afterwards is to be asked for one by one, so that RT's answer names it. */
async function notTrue(
  wishes: readonly Wish[],
  ticket: RtTicket,
  client: RestClient,
): Promise<readonly Wish[]> {
  const open = await falseIn(ticket, wishes);
  const sent = open.filter((wish) => canBeSent(wish, ticket));
  if (sent.length === 0) return open;
  await put(client, ticket, sent);
  return falseIn(await mustRead(client, ticket.number), open);
}

async function writeAlone(client: RestClient, number: number, wish: Wish): Promise<readonly string[]> {
  const ticket = await mustRead(client, number);
  const said = canBeSent(wish, ticket) ? await put(client, ticket, [wish]) : [];
  if (await wish.isTrue(await mustRead(client, number))) return [];
  const right =
    wish.field === statusField ? 'ModifyTicket, and what the lifecycle asks for' : 'ModifyCustomField';
  if (!ticket.texts.has(wish.field)) {
    return [
      `${wish.field} was not taken: the ticket has no such field that this user may see (SeeCustomField).`,
    ];
  }
  const words = said.length === 0 ? 'Request Tracker did not say why' : said.join('; ');
  return [`${wish.field} was not taken: ${words} (it takes the right ${right}).`];
}

async function put(
  client: RestClient,
  ticket: RtTicket,
  wishes: readonly Wish[],
): Promise<readonly string[]> {
  const answer = await client.send({
    method: 'PUT',
    path: `/ticket/${ticket.number}`,
    body: bodyOf(wishes),
    ifMatch: ticket.etag,
  });
  if (answer.status === 412) {
    throw refused(`ticket ${ticket.number} was changed by somebody else while it was being written`);
  }
  return messagesIn(answer, `a change of ticket ${ticket.number}`);
}

function canBeSent({ field, value }: Wish, { texts }: RtTicket): boolean {
  return value !== null || (texts.get(field) ?? '') !== '';
}

async function falseIn(ticket: RtTicket, wishes: readonly Wish[]): Promise<readonly Wish[]> {
  const open = [];
  for (const wish of wishes) {
    if (!(await wish.isTrue(ticket))) open.push(wish);
  }
  return open;
}

async function mustRead(client: RestClient, number: number): Promise<RtTicket> {
  const ticket = await readTicket(client, number);
  if (ticket === null) throw refused(`there is no ticket ${number}`);
  return ticket;
}
