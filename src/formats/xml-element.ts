/** An element of a document that was read safely. Names and values are text as written; nothing is converted. */
export interface XmlElement {
  /** Without the prefix. */
  readonly name: string;
  /** The empty string when there is none. */
  readonly prefix: string;
  /** By the name as written, prefix and all. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** The element's own text, of all its pieces, spaces kept. */
  readonly text: string;
  /** Where the element starts, from 1. */
  readonly line: number;
}

export function childrenNamed(parent: XmlElement, name: string): readonly XmlElement[] {
  return parent.children.filter((child) => child.name === name);
}

export function childNamed(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find((child) => child.name === name);
}
