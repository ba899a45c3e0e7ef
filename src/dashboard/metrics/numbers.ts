import type { Chrome } from '../chrome.ts';
import { type Child, h, type Piece } from '../element.ts';

/** Where the numbers of a figure are, for other programs; null where a page has no server behind it. */
export interface Numbers {
  /** The table as comma-separated values. */
  readonly csv: string;
  /** As JSON; null where the reader may not have that. */
  readonly json: string | null;
  /** The first column names months, and each has its numbers alone. */
  readonly byMonth: boolean;
}

/** Where the metrics of months are. */
export function monthNumbers({ api }: Pick<Chrome, 'api'>, isMember: boolean): Numbers | null {
  if (api === null) return null;
  return { csv: `${api}/metrics.csv`, json: isMember ? `${api}/metrics` : null, byMonth: true };
}

/** Where the times of releases are; they name releases, so they are for members. */
export function timeNumbers(
  { api }: Pick<Chrome, 'api'>,
  isMember: boolean,
  of: 'visits' | 'totals',
): Numbers | null {
  if (api === null || !isMember) return null;
  return { csv: `${api}/times.csv?of=${of}`, json: null, byMonth: false };
}

/** Links to the same numbers. */
export function numberLinks(numbers: Numbers | null, title: string): Piece | null {
  if (numbers === null) return null;
  const { csv, json } = numbers;
  const what = h('span', { class: 'sr' }, ` of ${title}`);
  return h(
    'p',
    { class: 'numbers' },
    'Take the numbers along: ',
    h('a', { href: csv, download: true }, 'CSV', what),
    json === null ? null : [', ', h('a', { href: json }, 'JSON', what)],
  );
}

/** The name of a row, which leads to its numbers alone where it is a month. */
export function rowName(name: Child, numbers: Numbers | null): Child {
  if (numbers === null || !numbers.byMonth || typeof name !== 'string' || !/^\d{4}-\d{2}$/.test(name))
    return name;
  const href = `${numbers.csv}?month=${name}`;
  return h('a', { href, download: true, title: 'the numbers of this month as CSV' }, name);
}
