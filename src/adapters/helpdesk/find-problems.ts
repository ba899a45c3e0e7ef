import { StagepostError } from '../../domain/failure.ts';
import { type Instant, msOf } from '../../domain/instant.ts';
import { type Item, itemIn, itemsIn, textIn } from './answers.ts';
import type { HelpdeskAnswer, HelpdeskClient, HelpdeskServer } from './client.ts';

const mostSecondsAside = 120;

/** What keeps the helpdesk from being used, each with its mend. */
export async function findProblems(
  client: HelpdeskClient,
  { url, group }: HelpdeskServer & { readonly group: string },
  now: Instant,
): Promise<readonly string[]> {
  try {
    const me = await client.send({ method: 'GET', path: '/users/me' });
    const groups = await groupsOf(client);
    const states = itemsIn(
      await client.send({ method: 'GET', path: '/ticket_states' }),
      'the request for states',
    );
    const id = groups?.find((each) => each.name === group && each.active !== false)?.id;
    return [
      ...clockProblems(me, now),
      ...(groups !== null && id === undefined
        ? [`There is no group ${group} that this user sees. ${mendGroup}`]
        : []),
      ...(id === undefined ? [] : rightProblems(me, { id, group })),
      ...(states.some((each) => textIn(each, 'name') === 'closed')
        ? []
        : ['There is no ticket state closed. Name the state in which tickets end "closed" again.']),
    ];
  } catch (error) {
    if (!(error instanceof StagepostError)) throw error;
    const { message, hint } = error.failure;
    return [`${url}: ${message}. ${hint}`];
  }
}

/** Null where the helpdesk shows them to its administrators alone, as older ones do. */
async function groupsOf(client: HelpdeskClient): Promise<readonly Item[] | null> {
  try {
    return itemsIn(await client.send({ method: 'GET', path: '/groups' }), 'the request for groups');
  } catch (error) {
    if (error instanceof StagepostError && error.failure.code === 'helpdesk-refused') return null;
    throw error;
  }
}

const mendGroup = 'Make it, or name another in helpdesk.group, and give the user access to it.';

/** Agents have rights by group: `full` holds all others. */
function rightProblems(
  me: HelpdeskAnswer,
  { id, group }: { readonly id: unknown; readonly group: string },
): readonly string[] {
  const user = itemIn(me, 'the question who we are');
  const byGroup = user?.group_ids;
  const own = typeof byGroup === 'object' && byGroup !== null ? Reflect.get(byGroup, String(id)) : undefined;
  const rights: readonly unknown[] = Array.isArray(own) ? own : [];
  const lacking = ['read', 'change'].filter((right) => !rights.includes(right) && !rights.includes('full'));
  if (lacking.length === 0) return [];
  return [
    `The user of the token may not ${lacking.join(' nor ')} in the group ${group}. Make it an agent with these rights there.`,
  ];
}

function clockProblems({ date }: HelpdeskAnswer, now: Instant): readonly string[] {
  const theirs = date === null ? Number.NaN : Date.parse(date);
  const aside = Math.round(Math.abs(theirs - msOf(now)) / 1000);
  if (Number.isNaN(aside) || aside <= mostSecondsAside) return [];
  return [`Its clock is ${aside} seconds away from that of this host. Set the one that is wrong.`];
}
