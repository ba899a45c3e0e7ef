import { cleanText } from '../../domain/failure.ts';
import { asInstant, type Instant } from '../../domain/instant.ts';
import { stateNamed } from '../../domain/rollout-message.ts';
import type { TicketChange } from '../../domain/ticket-request.ts';
import { type Item, isItem, itemsIn, numberOf, textOf } from './answers.ts';
import { queueFields } from './read-queue.ts';
import type { RestClient } from './rest-client.ts';
import { spellings } from './spelling.ts';

const what = 'the request for transactions';
const longestName = 200;

/** A transaction of RT on a ticket. */
export interface Transaction {
  readonly number: number;
  readonly ticket: number;
  readonly type: string;
  /** Number of a custom field, or the name of one of RT's own; empty for none. */
  readonly field: string;
  readonly creator: string;
  readonly at: Instant;
  readonly from: string;
  readonly to: string;
}

/** Transactions that a search of RT's finds, by number; RT knows no total here. */
export async function findTransactions(
  client: RestClient,
  query: string,
  { most, newest = false }: { readonly most: number; readonly newest?: boolean },
): Promise<readonly Transaction[]> {
  const answer = await client.send({
    method: 'GET',
    path: '/transactions',
    query: {
      query,
      fields: 'Type,Field,OldValue,NewValue,Creator,Created,ObjectId',
      orderby: 'id',
      order: newest ? 'DESC' : 'ASC',
      per_page: String(most),
    },
  });
  const found = itemsIn(answer, what).flatMap(transactionIn);
  return newest ? found.toReversed() : found;
}

function transactionIn(item: Item): readonly Transaction[] {
  const at = asInstant(textOf(item, 'Created'));
  const creator = isItem(item.Creator) ? cleanText(textOf(item.Creator, 'id')).slice(0, longestName) : '';
  // Without a moment and somebody who did it, it is nothing that a person asked for.
  if (at === undefined || creator === '') return [];
  return [
    {
      number: numberOf(item, what),
      ticket: numberOf(item, what, 'ObjectId'),
      type: textOf(item, 'Type'),
      field: textOf(item, 'Field'),
      ...{ creator, at, from: textOf(item, 'OldValue'), to: textOf(item, 'NewValue') },
    },
  ];
}

/** Numbers of the custom fields from which requests come, as RT names them in transactions. */
export interface RequestFields {
  readonly progress: string;
  readonly verificationReport: string;
  readonly stageRolloutReport: string;
}

/** Reads them from the queue. */
export async function requestFields(client: RestClient, queue: string): Promise<RequestFields> {
  const { fields } = await queueFields(client, queue);
  const numberOfField = (name: keyof typeof spellings) => String(fields.get(spellings[name].field) ?? '');
  return {
    progress: numberOfField('rolloutProgress'),
    verificationReport: numberOfField('verificationReport'),
    stageRolloutReport: numberOfField('stageRolloutReport'),
  };
}

/** The change of a state that a transaction is; none for every other one. */
export function changeIn(
  { number, ticket, creator, at, ...done }: Transaction,
  { progress }: RequestFields,
): readonly TicketChange[] {
  // RT writes no transaction of the values that a ticket is made with, and every release begins as Submitted.
  if (done.type === 'Create') return [{ number, ticket, actor: creator, at, from: null, to: 'Submitted' }];
  if (done.type !== 'CustomField' || done.field !== progress || progress === '') return [];
  const [from, to] = [done.from === '' ? null : stateNamed(done.from), stateNamed(done.to)];
  if (from === undefined || to === undefined) return [];
  return [{ number, ticket, actor: creator, at, from, to }];
}
