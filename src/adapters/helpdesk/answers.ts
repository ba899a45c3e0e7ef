import type { HelpdeskAnswer } from './client.ts';
import { unreachable } from './helpdesk-failure.ts';

/** One thing of an answer, as a ticket or an article; what else it says is left alone. */
export type Item = Readonly<Record<string, unknown>>;

/** The answer as an object; null where there is none. */
export function itemIn({ found, json }: HelpdeskAnswer, what: string): Item | null {
  if (!found) return null;
  if (isItem(json)) return json;
  throw unexpected(what, 'no object');
}

/** The answer as a list of objects. */
export function itemsIn({ json }: HelpdeskAnswer, what: string): readonly Item[] {
  if (Array.isArray(json) && json.every(isItem)) return json;
  throw unexpected(what, 'no list of objects');
}

/** A whole number from 1 on. */
export function numberIn(item: Item, name: string, what: string): number {
  const value = item[name];
  if (Number.isSafeInteger(value) && (value as number) >= 1) return value as number;
  throw unexpected(what, `no ${name}`);
}

/** A text; empty where there is none. */
export function textIn(item: Item, name: string): string {
  const value = item[name];
  return typeof value === 'string' ? value : '';
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unexpected(what: string, found: string): Error {
  return unreachable(`the helpdesk answered ${what} with ${found}`);
}
