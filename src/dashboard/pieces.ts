import type { Instant } from '../domain/instant.ts';
import { momentOf } from '../report/times.ts';
import type { Chrome } from './chrome.ts';
import { type Child, h, type Piece } from './element.ts';

/** A moment in UTC, as people read it, with the exact one for machines. */
export function moment(instant: Instant): Piece {
  return h('time', { dateTime: instant, class: 'nowrap' }, momentOf(instant));
}

/** A number in a table; where narrow pages have no heads of columns, its unit stands behind it. */
export function numberCell(value: number, unit: string): Piece {
  return cell(value, { class: 'num', 'data-unit': value === 1 ? unit : `${unit}s` });
}

/** The first digits of a commit or digest, as a link where it is shown somewhere. */
export function hash(digest: string, address: string | null): Piece {
  const short = digest.slice(0, 7);
  return address === null
    ? h('span', { class: 'hash', title: digest }, short)
    : h('a', { class: 'hash', href: address, title: digest }, short);
}

/**
 * A link out of what people wrote. Only addresses of the web become links: a release file may hold any text, and one
 * that begins with `javascript:` would run here.
 */
export function outside(address: string, text: Child = address): Piece {
  return /^https?:\/\//i.test(address) && URL.canParse(address)
    ? h('a', { href: address, rel: 'noreferrer' }, text)
    : h('span', {}, text === address ? text : [text, ' (', address, ')']);
}

/** Children with a separator between them. */
export function joined(children: readonly Child[], separator = ', '): readonly Child[] {
  return children.flatMap((child, index) => (index === 0 ? [child] : [separator, child]));
}

/** A part of a page under a heading of its own. */
export function part(id: string, title: Child, ...children: readonly Child[]): Piece {
  return h('section', { class: 'part', 'aria-labelledby': id }, h('h2', { id }, title), ...children);
}

/** A table whose first cell in each row is its heading. */
export interface TableParts {
  readonly class?: string;
  readonly caption?: Child;
  readonly head: readonly Piece[];
  readonly rows: readonly Piece[];
}

/** A table. */
export function table({ class: name, caption, head, rows }: TableParts): Piece {
  return h(
    'table',
    name === undefined ? {} : { class: name },
    caption === undefined ? null : h('caption', {}, caption),
    h('thead', {}, h('tr', {}, ...head)),
    h('tbody', {}, ...rows),
  );
}

/** The head of a column; `num` for one of numbers. */
export function column(title: Child, kind?: 'num'): Piece {
  return h('th', kind === undefined ? { scope: 'col' } : { scope: 'col', class: kind }, title);
}

/** A cell of a table. */
export function cell(content: Child, attributes: Readonly<Record<string, string>> = {}): Piece {
  return h('td', attributes, content);
}

/** The cell that names a row. */
export function rowHead(...content: readonly Child[]): Piece {
  return h('th', { scope: 'row' }, ...content);
}

/** The file that clients copy: one click takes all of it, and a script adds a button. */
export function snippet(title: string, file: { readonly name: string; readonly text: string }): Piece {
  return h(
    'div',
    { class: 'snip' },
    h('div', { class: 'bar' }, h('h3', {}, title, h('span', { class: 'quiet' }, ` ${file.name}`))),
    h('pre', { tabIndex: 0 }, h('code', {}, file.text)),
  );
}

/** Pairs of a name and what it is. */
export function facts(pairs: readonly (readonly [string, Child] | null)[]): Piece {
  return h(
    'dl',
    { class: 'facts' },
    ...pairs.flatMap((pair) =>
      pair === null ? [] : [h('div', {}, h('dt', {}, pair[0]), h('dd', {}, pair[1]))],
    ),
  );
}

/** A form of one button that asks for an operation; nothing for those who may not. */
export function operation(
  { root, operateKey }: Pick<Chrome, 'root' | 'operateKey'>,
  { path, says, to }: { readonly path: string; readonly says: string; readonly to: string },
): Piece | null {
  if (operateKey === null) return null;
  return h(
    'form',
    { class: 'ask', method: 'post', action: `${root}${path}` },
    h('input', { type: 'hidden', name: 'key', value: operateKey }),
    h('input', { type: 'hidden', name: 'to', value: to }),
    h('button', {}, says),
  );
}
