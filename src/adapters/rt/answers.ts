import { cleanText } from '../../domain/failure.ts';
import type { RestAnswer } from './rest-client.ts';
import { refused, unreachable } from './rt-failure.ts';

const longestMessage = 500;

/** One thing of a list, as a ticket, a transaction or a custom field; what else it says is left alone. */
export type Item = Readonly<Record<string, unknown>>;

/** The answer as an object, or the failure that it stands for. */
export function objectIn(answer: RestAnswer, what: string): Item {
  if (answer.status >= 300) throw refusedBy(answer, what);
  if (isItem(answer.json)) return answer.json;
  throw unexpected(what, 'no object');
}

/** The things of a collection. */
export function itemsIn(answer: RestAnswer, what: string): readonly Item[] {
  return listOf(objectIn(answer, what).items, what);
}

/** What RT says to a write, one message for each part of it; it is no sign of success. */
export function messagesIn(answer: RestAnswer, what: string): readonly string[] {
  if (answer.status >= 300) throw refusedBy(answer, what);
  if (!Array.isArray(answer.json)) throw unexpected(what, 'no list of messages');
  return answer.json.filter((message) => typeof message === 'string').map(shown);
}

/** A list of objects. */
export function listOf(value: unknown, what: string): readonly Item[] {
  if (Array.isArray(value) && value.every(isItem)) return value;
  throw unexpected(what, 'no list of objects');
}

/** The number of a thing; RT writes some as a number and some as a text. */
export function numberOf(item: Item, what: string, name = 'id'): number {
  const found = Number(item[name]);
  if (Number.isSafeInteger(found) && found > 0) return found;
  throw unexpected(what, `no ${name}`);
}

/** A text; empty where there is none. */
export function textOf(item: Item, name: string): string {
  const value = item[name];
  return typeof value === 'string' ? value : '';
}

/** A refusal, with RT's own words. */
export function refusedBy(answer: RestAnswer, what: string): Error {
  return refused(`Request Tracker refused ${what}: ${messageOf(answer)}`);
}

/** RT's own words in a refusal. */
export function messageOf({ json, status }: RestAnswer): string {
  return shown((isItem(json) ? textOf(json, 'message') : '') || `status ${status}`);
}

export function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(what: string, found: string): Error {
  return unreachable(`Request Tracker answered ${what} with ${found}`);
}

// RT repeats what users wrote into a field.
function shown(message: string): string {
  const clean = cleanText(message).replace(/\s+/g, ' ').trim();
  return clean.length > longestMessage ? `${clean.slice(0, longestMessage)}…` : clean;
}
