/** One page of a list; `next` asks for the one after it and is null at the end. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** What a request says about the page that it wants. */
export interface PageQuery {
  readonly limit?: number;
  readonly cursor?: string;
}

export const usualLimit = 100;
export const highestLimit = 500;

/**
 * The items after a cursor of a list that is sorted by its keys. A cursor holds the last key that was seen, so that a
 * walk through a list that changes meanwhile neither repeats nor skips what stays. Undefined for a cursor of no list.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { limit = usualLimit, cursor }: PageQuery,
): Page<T> | undefined {
  const after = cursor === undefined ? '' : keyOfCursor(cursor);
  if (after === undefined) return undefined;
  const from = after === '' ? 0 : firstAfter(items, keyOf, after);
  const page = items.slice(from, from + limit);
  const last = page.at(-1);
  const isLast = last === undefined || from + limit >= items.length;
  return { items: page, next: isLast ? null : cursorOf(keyOf(last)) };
}

function firstAfter<T>(items: readonly T[], keyOf: (item: T) => string, after: string): number {
  const found = items.findIndex((item) => keyOf(item) > after);
  return found === -1 ? items.length : found;
}

function cursorOf(key: string): string {
  return Buffer.from(`after:${key}`).toString('base64url');
}

function keyOfCursor(cursor: string): string | undefined {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  return text.startsWith('after:') ? text.slice('after:'.length) : undefined;
}
