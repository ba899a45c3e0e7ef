import type { TicketNews } from '../../domain/ticket-request.ts';
import type { TicketRequests } from '../../ports/ticket-requests.ts';
import type { Place } from './place.ts';
import { changeIn, findTransactions, requestFields } from './read-changes.ts';

const perPage = 100;
const mostPages = 50;

/** What others did to tickets of a queue; the rest comes with the next call where it was more than five thousand things. */
export async function readNews(
  { client, queue }: Place,
  since: Parameters<TicketRequests['news']>[0],
): Promise<TicketNews> {
  const fields = await requestFields(client, queue);
  const done = "(Type='Create' OR Type='CustomField') AND Creator!='__CurrentUser__'";
  const beginning = 'after' in since ? '' : ` AND Created>='${moment(since.from)}'`;
  const asked = `TicketQueue='${queue.replace(/[\\']/g, '\\$&')}' AND ${done}${beginning}`;
  const found = [];
  let last = 'after' in since ? since.after : 0;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await findTransactions(client, `${asked} AND id>${last}`, { most: perPage });
    found.push(...page);
    last = page.at(-1)?.number ?? last;
    // A page from which rights have taken something is short; an empty one alone is the end.
    if (page.length === 0) break;
  }
  return {
    changes: found.flatMap((each) => changeIn(each, fields)),
    touched: [...new Set(found.map(({ ticket }) => ticket))],
    newest: found.at(-1)?.number ?? null,
  };
}

function moment(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)}`;
}
