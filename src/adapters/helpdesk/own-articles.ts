import { itemIn, itemsIn, numberIn, textIn } from './answers.ts';
import type { HelpdeskClient } from './client.ts';
import { refused } from './helpdesk-failure.ts';

/** The line by which an article is found again. */
export function markOf(key: string): string {
  return `[stagepost:${key}]`;
}

const mark = /\[stagepost:([a-z0-9-]{1,100})\]/g;

/** Keys of the articles that this user wrote on a ticket; whoever else writes such a line is not believed. */
export async function ownKeys(client: HelpdeskClient, ticket: number): Promise<ReadonlySet<string>> {
  const me = await ownUser(client);
  const what = 'the request for articles';
  const answer = await client.send({ method: 'GET', path: `/ticket_articles/by_ticket/${ticket}` });
  const own = itemsIn(answer, what).filter((item) => item.created_by_id === me);
  return new Set(own.flatMap((item) => lastKey(textIn(item, 'body'))));
}

// The mark is our last line: what stands before it may quote anything.
function lastKey(body: string): readonly string[] {
  const key = [...body.matchAll(mark)].at(-1)?.[1];
  return key === undefined ? [] : [key];
}

/** The number of the user whose token we have. */
async function ownUser(client: HelpdeskClient): Promise<number> {
  const what = 'the question who we are';
  const me = itemIn(await client.send({ method: 'GET', path: '/users/me' }), what);
  if (me === null) throw refused('the helpdesk does not say whose token it is', 'Use the token of a user.');
  return numberIn(me, 'id', what);
}
