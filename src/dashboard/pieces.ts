import { type Child, h, type Piece } from './element.ts';

/** The first digits of a commit or digest, as a link where it is shown somewhere. */
export function hash(digest: string, address: string | null): Piece {
  const short = digest.slice(0, 7);
  return address === null
    ? h('span', { class: 'hash', title: digest }, short)
    : h('a', { class: 'hash', href: address, title: digest }, short);
}

/** Children with a separator between them. */
export function joined(children: readonly Child[], separator = ', '): readonly Child[] {
  return children.flatMap((child, index) => (index === 0 ? [child] : [separator, child]));
}
