import type { TicketComment } from '../../domain/ticket.ts';
import { itemsIn, messageOf, numberOf, textOf } from './answers.ts';
import type { RestClient } from './rest-client.ts';

const perPage = 20;
const longestText = 20_000;
const longestAttachment = 1024 * 1024;
const what = 'the request for comments';

/** Keys of this user's own comments on a ticket; a quotation by somebody else is none. */
export async function commentKeys(client: RestClient, ticket: number): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (let last = 0, more = true; more; ) {
    const transactions = await ownComments(client, ticket, last);
    for (const key of await keysIn(client, transactions)) keys.add(key);
    last = transactions.at(-1) ?? last;
    more = transactions.length === perPage;
  }
  return keys;
}

/** Writes comments, and answers with what RT said against each that it did not take. */
export async function writeComments(
  client: RestClient,
  ticket: number,
  comments: readonly TicketComment[],
): Promise<ReadonlyMap<string, string>> {
  const refusals = new Map<string, string>();
  for (const comment of comments) {
    const refusal = await writeComment(client, ticket, comment);
    if (refusal !== undefined) refusals.set(comment.key, refusal);
  }
  return refusals;
}

/** One sentence for each comment that is not there although it was written. */
export function lostComments(
  comments: readonly TicketComment[],
  there: ReadonlySet<string>,
  refusals: ReadonlyMap<string, string>,
): readonly string[] {
  const lost = comments.filter(({ key }) => !there.has(key));
  return lost.map(({ key }) => `The comment ${key} ${refusals.get(key) ?? unseen}`);
}

const unseen = 'was taken, but cannot be read again (that takes the right ShowTicketComments).';

async function writeComment(client: RestClient, ticket: number, { key, text, attachment }: TicketComment) {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  const answer = await client.send({
    method: 'POST',
    path: `/ticket/${ticket}/comment`,
    body: {
      Content: `${cut}\n\n${markOf(key)}`,
      ContentType: 'text/plain',
      ...(attachment === undefined ? {} : { Attachments: [attached(attachment)] }),
    },
  });
  if (answer.status === 201) return undefined;
  return `was not taken: ${messageOf(answer)} (it takes the right CommentOnTicket).`;
}

function attached({ name, type, text }: NonNullable<TicketComment['attachment']>) {
  const bytes = Buffer.from(text).subarray(0, longestAttachment);
  return { FileName: name, FileType: type, FileContent: bytes.toString('base64') };
}

/** RT knows no total and no next page here, so each page starts after the last number of the one before. */
async function ownComments(client: RestClient, ticket: number, after: number): Promise<readonly number[]> {
  const query = `TicketId=${ticket} AND Type='Comment' AND Creator='__CurrentUser__' AND id>${after}`;
  const answer = await client.send({
    method: 'GET',
    path: '/transactions',
    query: { query, orderby: 'id', per_page: String(perPage) },
  });
  return itemsIn(answer, what).map((item) => numberOf(item, what));
}

/**
 * The texts of all these comments at once: RT takes a third of a second for each request. A comment with a file has
 * three parts, of which only texts are asked for.
 */
async function keysIn(client: RestClient, transactions: readonly number[]): Promise<readonly string[]> {
  if (transactions.length === 0) return [];
  const answer = await client.send({
    method: 'POST',
    path: '/attachments',
    query: { fields: 'Content', orderby: 'id', per_page: '100' },
    body: [
      ...transactions.map((value) => ({ field: 'TransactionId', value, entry_aggregator: 'OR' })),
      { field: 'ContentType', value: 'text/plain' },
    ],
  });
  return itemsIn(answer, what).flatMap((item) => keyIn(textOf(item, 'Content')));
}

function keyIn(content: string): readonly string[] {
  const lastLine = content.trimEnd().split('\n').at(-1) ?? '';
  const key = /^\[stagepost:([a-z0-9-]+)\]$/.exec(lastLine)?.[1];
  return key === undefined ? [] : [key];
}

function markOf(key: string): string {
  return `[stagepost:${key}]`;
}
