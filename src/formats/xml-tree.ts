import { XMLParser } from 'fast-xml-parser';
import { type Parsed, unreadable } from './parsed.ts';
import type { XmlElement } from './xml-element.ts';

type Node = Readonly<Record<string | symbol, unknown>>;
type LineAt = (index: number) => number;

const textKey = '#text';
const attributesKey = ':@';
const place = XMLParser.getMetaDataSymbol() as symbol;

/** The one root element of what fast-xml-parser gives with `preserveOrder`, without any name of a stranger as a key. */
export function buildElement(nodes: readonly unknown[], lineAt: LineAt): Parsed<XmlElement> {
  const roots = (nodes as readonly Node[]).filter((node) => !(textKey in node));
  const [root] = roots;
  if (root === undefined || roots.length > 1) {
    return unreadable([`a document has one root element, this one has ${roots.length}`]);
  }
  return { ok: true, value: elementOf(root, lineAt) };
}

function elementOf(node: Node, lineAt: LineAt): XmlElement {
  const tag = Object.keys(node).find((key) => key !== attributesKey) ?? '';
  const content = node[tag] as readonly Node[];
  const colon = tag.indexOf(':');
  const start = (node[place] as { readonly startIndex?: number } | undefined)?.startIndex ?? 0;
  return {
    name: tag.slice(colon + 1),
    prefix: colon < 0 ? '' : tag.slice(0, colon),
    attributes: new Map(Object.entries((node[attributesKey] ?? {}) as Readonly<Record<string, string>>)),
    children: content.filter((child) => !(textKey in child)).map((child) => elementOf(child, lineAt)),
    text: content.map((child) => (textKey in child ? String(child[textKey]) : '')).join(''),
    line: lineAt(start),
  };
}
