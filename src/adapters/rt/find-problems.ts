import { failureOf } from '../../domain/failure.ts';
import { objectIn, textOf } from './answers.ts';
import type { Place } from './find-ticket.ts';
import { queueFields } from './read-queue.ts';
import type { RestClient } from './rest-client.ts';
import { metadataField, releaseField, type Spelling, spellings, statusField } from './spelling.ts';

const custom = (Object.values(spellings) as readonly Spelling<string>[]).filter(
  ({ field }) => field !== statusField,
);
const names = [...custom.map(({ field }) => field), metadataField, releaseField];

/**
 * What keeps a queue from being used, one sentence with its mend each. RT does not tell a user which fields it may
 * write; the first write does.
 */
export async function findProblems(place: Place): Promise<readonly string[]> {
  try {
    return await problemsOf(place);
  } catch (error) {
    const { message, hint } = failureOf(error);
    return [`${message}. ${hint}`.trimEnd()];
  }
}

async function problemsOf({ client, queue }: Place): Promise<readonly string[]> {
  const { mayCreate, fields } = await queueFields(client, queue);
  const problems = mayCreate
    ? []
    : [`This user may not make tickets in the queue "${queue}". Give it the right CreateTicket there.`];
  for (const name of names) {
    const number = fields.get(name);
    problems.push(
      ...(number === undefined ? [missing(name, queue)] : await shapeProblems(client, name, number)),
    );
  }
  return problems;
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
    isBinary === (name === metadataField)
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
