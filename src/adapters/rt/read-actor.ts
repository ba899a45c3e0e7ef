import type { TicketActor } from '../../domain/ticket-request.ts';
import { type Item, isItem, itemsIn, listOf, numberOf, objectIn, textOf } from './answers.ts';
import { shownWord } from './read-request.ts';
import type { RestClient } from './rest-client.ts';
import { refused } from './rt-failure.ts';

const longestName = 200;
// Groups inside of groups; more of them would be a maze.
const deepest = 5;
const mostGroups = 100;

const mailForm = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/;

/** Who is behind a name of RT. A user that RT does not show has no other name, and no mail. */
export async function readActor(
  client: RestClient,
  login: string,
  groups: readonly string[],
): Promise<TicketActor> {
  const what = `the request for the user ${login}`;
  const answer = await client.send({ method: 'GET', path: `/user/${encodeURIComponent(login)}` });
  const user: Item = answer.status === 403 || answer.status === 404 ? {} : objectIn(answer, what);
  const mail = textOf(user, 'EmailAddress').trim();
  const own: string[] = [];
  for (const group of groups) if (await isMember(client, login, group)) own.push(group);
  return {
    login,
    name: shownWord(textOf(user, 'RealName'), longestName) || login,
    mail: mail.length <= 254 && mailForm.test(mail) ? mail : '',
    groups: own,
  };
}

async function isMember(client: RestClient, login: string, group: string): Promise<boolean> {
  const top = await groupNumber(client, group);
  if (top === null) return false;
  const seen = new Set<number>();
  let open = [top];
  for (let depth = 0; depth < deepest && open.length > 0 && seen.size < mostGroups; depth += 1) {
    const inner: number[] = [];
    for (const number of open.filter((each) => !seen.has(each))) {
      seen.add(number);
      const members = await membersOf(client, number, group);
      if (members.some(({ type, id }) => type === 'user' && id === login)) return true;
      inner.push(...members.filter(({ type }) => type === 'group').map((each) => numberOf(each, group)));
    }
    open = inner;
  }
  return false;
}

async function groupNumber(client: RestClient, name: string): Promise<number | null> {
  const what = `the search for the group ${name}`;
  const body = [
    { field: 'Name', value: name },
    { field: 'Domain', value: 'UserDefined' },
  ];
  const answer = await client.send({ method: 'POST', path: '/groups', query: { fields: 'Name' }, body });
  // RT compares without regard to case.
  const found = itemsIn(answer, what).find((item) => textOf(item, 'Name') === name);
  return found === undefined ? null : numberOf(found, what);
}

async function membersOf(client: RestClient, number: number, name: string): Promise<readonly Item[]> {
  const what = `the request for the members of ${name}`;
  const answer = await client.send({ method: 'GET', path: `/group/${number}` });
  if (answer.status === 403)
    throw refused(`Request Tracker does not show who is in ${name}`, 'Give the user the right SeeGroup.');
  const group = objectIn(answer, what);
  // A group that is disabled lets nobody do anything.
  if (String(group.Disabled ?? '0') !== '0') return [];
  return listOf(group.Members ?? [], what).filter(isItem);
}
