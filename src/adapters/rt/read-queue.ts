import { listOf, messageOf, numberOf, objectIn, textOf } from './answers.ts';
import type { RestClient } from './rest-client.ts';
import { refused } from './rt-failure.ts';

/** A queue as this user sees it. */
export interface RtQueue {
  readonly mayCreate: boolean;
  /** Numbers of the custom fields of its tickets, by name. */
  readonly fields: ReadonlyMap<string, number>;
  /** What RT's clock said meanwhile, in HTTP's spelling. */
  readonly date: string | null;
}

/** Reads a queue by its name. */
export async function queueFields(client: RestClient, name: string): Promise<RtQueue> {
  const what = `the request for the queue "${name}"`;
  const answer = await client.send({ method: 'GET', path: `/queue/${encodeURIComponent(name)}` });
  if (answer.status === 403 || answer.status === 404) {
    const message = `there is no queue "${name}" that this user may see: ${messageOf(answer)}`;
    throw refused(message, 'Correct the name, or give the user the right SeeQueue on it.');
  }
  const queue = objectIn(answer, what);
  const fields = listOf(queue.TicketCustomFields, what);
  return {
    mayCreate: listOf(queue._hyperlinks, what).some(({ ref, type }) => ref === 'create' && type === 'ticket'),
    fields: new Map(fields.map((field) => [textOf(field, 'name'), numberOf(field, what)])),
    date: answer.date,
  };
}
