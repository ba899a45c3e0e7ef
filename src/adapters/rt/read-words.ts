import type { TicketRequests } from '../../ports/ticket-requests.ts';
import { type Item, itemsIn, numberOf, textOf } from './answers.ts';
import { findTransactions } from './read-changes.ts';
import type { RestClient } from './rest-client.ts';

const mostCharacters = 10_000;
const mostParts = 20;
const what = 'the request for the words of a comment';

/** The newest comment or reply of somebody; RT's pages write HTML, of which only the words are taken. */
export async function readWords(
  client: RestClient,
  { ticket, login, after, from }: Parameters<TicketRequests['said']>[0],
): Promise<string> {
  const query = `TicketId=${ticket} AND (Type='Comment' OR Type='Correspond') AND id>${after}`;
  const found = await findTransactions(client, query, { most: mostParts, newest: true });
  // By RT's moments and not in the search, which would take ours for one in the time zone of the user.
  const newest = found.findLast(({ creator, at }) => creator === login && at >= from);
  return newest === undefined ? '' : wordsOf(client, newest.number);
}

async function wordsOf(client: RestClient, transaction: number): Promise<string> {
  const answer = await client.send({
    method: 'POST',
    path: '/attachments',
    query: {
      fields: 'ContentType,Filename',
      orderby: 'id',
      per_page: String(mostParts),
    },
    body: [{ field: 'TransactionId', value: transaction }],
  });
  const parts = itemsIn(answer, what).filter((item) => textOf(item, 'Filename') === '');
  const ofType = (type: string) => parts.find((item) => textOf(item, 'ContentType').startsWith(type));
  const plain = ofType('text/plain');
  const text =
    plain === undefined
      ? wordsIn(await contentOf(client, ofType('text/html')))
      : await contentOf(client, plain);
  return text
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .slice(0, mostCharacters)
    .trim();
}

/** One part alone, and nothing of one that is too large: a file beside the words holds up nobody. */
async function contentOf(client: RestClient, part: Item | undefined): Promise<string> {
  if (part === undefined) return '';
  const bytes = await client.download(`/attachment/${numberOf(part, what)}`);
  if (bytes === null) return '';
  // Of one part RT answers with its bytes in base64, of many with their text.
  const { Content } = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly Content?: unknown };
  const text = typeof Content === 'string' ? Buffer.from(Content, 'base64').toString('utf8') : '';
  return text.slice(0, 10 * mostCharacters);
}

const entities: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&nbsp;': ' ',
  '&amp;': '&',
};

/** The words of a page of HTML, a line for each of its paragraphs. */
function wordsIn(html: string): string {
  return html
    .replace(/[\r\n]+/g, ' ')
    .replace(/<(?:br|\/p|\/div|\/li)\b[^<>]*>/gi, '\n')
    .replace(/<[^<>]*>/g, '')
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replace(/&(?:lt|gt|quot|#39|nbsp|amp);/g, (entity) => entities[entity] ?? entity);
}
