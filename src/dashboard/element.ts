import { type ComponentChild, h as create, type VNode } from 'preact';

/** An element with what is in it. */
export type Piece = VNode;

/** What may stand in an element; texts are escaped when the page is written. */
export type Child = ComponentChild;

/** Plain values alone: a page has neither handlers nor styles of its own, which its security policy would refuse. */
type Attributes = Readonly<Record<string, string | number | boolean>>;

/** An element of a page. */
export function h(name: string, attributes: Attributes, ...children: readonly Child[]): Piece {
  return create(name, attributes, ...children) as Piece;
}

/** An element whose content is markup already. Only for what is written in this room, never for other people's text. */
export function withMarkup(name: string, attributes: Attributes, markup: string): Piece {
  return create(name, { ...attributes, dangerouslySetInnerHTML: { __html: markup } }) as Piece;
}
