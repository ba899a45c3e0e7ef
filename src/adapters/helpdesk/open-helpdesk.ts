import type { HelpdeskArticle } from '../../domain/helpdesk.ts';
import type { Helpdesk } from '../../ports/helpdesk.ts';
import { itemIn, numberIn, textIn } from './answers.ts';
import { type HelpdeskClient, type HelpdeskServer, helpdeskClient } from './client.ts';
import { findProblems } from './find-problems.ts';
import { refused } from './helpdesk-failure.ts';
import { markOf, ownKeys } from './own-articles.ts';

const longestText = 20_000;

/** A Zammad by its API, as one of its agents. */
export function openHelpdesk(access: HelpdeskServer & { readonly group: string }): Helpdesk {
  const client = helpdeskClient(access);
  return {
    problems: (now) => findProblems(client, access, now),
    find: async (number) => {
      const what = 'the request for a ticket';
      const ticket = itemIn(
        await client.send({ method: 'GET', path: `/tickets/${number}`, query: { expand: 'true' } }),
        what,
      );
      if (ticket === null) return null;
      const id = numberIn(ticket, 'id', what);
      // Its articles have moved: told again, they would stand there twice, where nobody reads.
      if (textIn(ticket, 'state') === 'merged')
        throw refused(`ticket ${number} was merged into another; name that one in the release file`);
      if (textIn(ticket, 'group') !== access.group)
        throw refused(`ticket ${number} is not one of the group ${access.group}`);
      return { number: id, articles: await ownKeys(client, number) };
    },
    tell: (number, article) => tell(client, number, article),
    urlOf: (number) => `${access.url}/#ticket/zoom/${number}`,
  };
}

/** Closing and the last article are one request, so that neither is done without the other. */
async function tell(client: HelpdeskClient, number: number, { key, text, closes }: HelpdeskArticle) {
  const cut = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  const article = {
    body: `${cut}\n\n${markOf(key)}`,
    content_type: 'text/plain',
    type: 'note',
    internal: false,
  };
  const answer = await client.send(
    closes
      ? { method: 'PUT', path: `/tickets/${number}`, body: { state: 'closed', article } }
      : { method: 'POST', path: '/ticket_articles', body: { ticket_id: number, ...article } },
  );
  if (!answer.found) throw refused(`the helpdesk has no ticket ${number}`);
}
