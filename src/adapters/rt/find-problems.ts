import { failureOf } from '../../domain/failure.ts';
import { type Instant, msOf } from '../../domain/instant.ts';
import type { TicketPerson } from '../../domain/ticket.ts';
import { listOf, objectIn, textOf } from './answers.ts';
import { newestTicket } from './find-ticket.ts';
import { recognise } from './people.ts';
import type { Place } from './place.ts';
import { queueFields } from './read-queue.ts';
import type { RestClient } from './rest-client.ts';
import { fileFields, ownFields, releaseField, type Spelling, spellings } from './spelling.ts';

const custom = (Object.values(spellings) as readonly Spelling<string>[]).filter(
  ({ field }) => !ownFields.includes(field),
);
const files = Object.values(fileFields).map(({ field }) => field);
const names = [...custom.map(({ field }) => field), ...files, releaseField];

// Messages of RT are taken within five minutes of their signature.
const mostSecondsApart = 120;

/** What is asked about beside the queue. */
interface Asked {
  readonly people: readonly TicketPerson[];
  readonly now: Instant;
}

/**
 * What keeps a queue from being used, one sentence with its mend each. RT does not tell a user which fields it may
 * write; the first write does.
 */
export async function findProblems(place: Place, asked: Asked): Promise<readonly string[]> {
  try {
    return await problemsOf(place, asked);
  } catch (error) {
    const { message, hint } = failureOf(error);
    return [`${message}. ${hint}`.trimEnd()];
  }
}

async function problemsOf(place: Place, { people, now }: Asked): Promise<readonly string[]> {
  const { client, queue } = place;
  const { mayCreate, fields, date } = await queueFields(client, queue);
  const problems = mayCreate
    ? []
    : [`This user may not make tickets in the queue "${queue}". Give it the right CreateTicket there.`];
  for (const name of names) {
    const number = fields.get(name);
    problems.push(
      ...(number === undefined ? [missing(name, queue)] : await shapeProblems(client, name, number)),
    );
  }
  return [
    ...problems,
    ...(await commentProblems(place)),
    ...(await peopleProblems(place, people)),
    ...clockProblems(date, now),
  ];
}

/** Whether comments may be written and read shows on a ticket alone. */
async function commentProblems({ client, queue }: Place): Promise<readonly string[]> {
  const [number] = await newestTicket(client, queue);
  if (number === undefined) return [];
  const what = `the request for ticket ${number}`;
  const ticket = objectIn(await client.send({ method: 'GET', path: `/ticket/${number}` }), what);
  if (listOf(ticket._hyperlinks, what).some(({ ref }) => ref === 'comment')) return [];
  return [
    `This user may not comment on tickets in the queue "${queue}". Give it the right CommentOnTicket there.`,
  ];
}

async function peopleProblems(place: Place, people: readonly TicketPerson[]): Promise<readonly string[]> {
  const known = await recognise(place, people);
  const lacking = people.filter((_, index) => known[index] === null);
  return lacking.map(({ kind, name }) =>
    kind === 'group'
      ? `There is no group ${name} that this user may see, and it is told nothing. Make it, give the user the right SeeGroup, or correct stagepost.yaml.`
      : `There is no user ${name}, who can own no ticket. Make the user, or correct stagepost.yaml.`,
  );
}

function clockProblems(date: string | null, now: Instant): readonly string[] {
  const theirs = Date.parse(date ?? '');
  const apart = Math.round(Math.abs(theirs - msOf(now)) / 1000);
  // A server need not say what time it is.
  if (Number.isNaN(apart) || apart <= mostSecondsApart) return [];
  return [
    `Its clock and ours are ${apart} seconds apart. Set both by NTP: messages of another time are not taken.`,
  ];
}

function missing(name: string, queue: string): string {
  const mend = 'Apply it to the queue, and give the user the right SeeCustomField';
  return `The queue "${queue}" has no custom field ${name} that this user may see. ${mend}.`;
}

async function shapeProblems(client: RestClient, name: string, number: number): Promise<readonly string[]> {
  const what = `the request for the custom field ${name}`;
  const answer = await client.send({ method: 'GET', path: `/customfield/${number}` });
  // The right to see the values of a field on tickets does not include the right to see the field itself.
  if (answer.status === 403) return [];
  const field = objectIn(answer, what);
  const isBinary = textOf(field, 'Type') === 'Binary';
  const wrong =
    isBinary === files.includes(name)
      ? []
      : [`The custom field ${name} has the wrong type. Make it again as initialdata.pl does.`];
  const single =
    Number(field.MaxValues) === 1 ? [] : [`The custom field ${name} takes several values. Let it take one.`];
  return [...wrong, ...single, ...missingChoices(name, field.Values)];
}

function missingChoices(name: string, values: unknown): readonly string[] {
  const choices = custom.find(({ field }) => field === name)?.choices ?? [];
  const there = new Set(Array.isArray(values) ? values : []);
  const lacking = choices.filter((choice) => !there.has(choice));
  if (lacking.length === 0) return [];
  return [`The custom field ${name} does not know ${lacking.join(', ')}. Add what is missing to its values.`];
}
