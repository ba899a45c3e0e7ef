import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { type Parsed, unreadable } from './parsed.ts';
import { lineFinder } from './text-lines.ts';
import { forbiddenInXml } from './xml-characters.ts';
import type { XmlElement } from './xml-element.ts';
import { decodeReferences } from './xml-references.ts';
import { buildElement } from './xml-tree.ts';

export interface XmlLimits {
  readonly maxBytes: number;
  /** Tags and attributes together, counted roughly before anything is parsed. */
  readonly maxMarks: number;
  /** Paths of elements, such as `metadata.package.format`, whose content is kept as raw text. */
  readonly skip?: readonly string[];
}

const deepest = 64;
const declaration = /<!(?!--|\[CDATA\[)[A-Za-z]*/;

/** Reads XML of strangers: UTF-8 only, no DOCTYPE, no entities of its own, bounded in size, depth and number. */
export function parseXmlSafely(bytes: Uint8Array, limits: XmlLimits): Parsed<XmlElement> {
  if (bytes.length > limits.maxBytes) {
    return unreadable([`the file has ${bytes.length} bytes; at most ${limits.maxBytes} are read`]);
  }
  const text = decodeUtf8(bytes);
  if (text === undefined) return unreadable(['the file is not valid UTF-8, the only encoding that is read']);
  return parseXmlText(text, limits);
}

/** The same for text that was decoded already. */
export function parseXmlText(text: string, limits: XmlLimits): Parsed<XmlElement> {
  if (text.length > limits.maxBytes) {
    return unreadable([`the text has ${text.length} characters; at most ${limits.maxBytes} are read`]);
  }
  const lineAt = lineFinder(text);
  const unsafe = unsafeParts(text, limits, lineAt);
  if (unsafe.length > 0) return unreadable(unsafe);
  const verdict = XMLValidator.validate(text);
  if (verdict !== true) return unreadable([notWellFormed(verdict.err)]);
  return parse(text, limits, lineAt);
}

function notWellFormed(error: { readonly line: number; readonly col: number; readonly msg: string }): string {
  return `line ${error.line}, column ${error.col}: ${error.msg.slice(0, 300)}`;
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function unsafeParts(text: string, limits: XmlLimits, lineAt: (index: number) => number): readonly string[] {
  const problems: string[] = [];
  if (text.startsWith('\uFEFF'))
    problems.push('the file starts with a byte order mark; save it as UTF-8 without one');
  const strange = forbiddenInXml(text);
  if (strange !== null) {
    problems.push(
      `line ${lineAt(strange.index)}: the character U+${strange.code.toString(16).toUpperCase().padStart(4, '0')} is not allowed in XML; is the file UTF-8?`,
    );
  }
  const declared = declaration.exec(text);
  if (declared !== null) {
    problems.push(
      `line ${lineAt(declared.index)}: ${declared[0]} is refused; no DOCTYPE, ENTITY or other declaration is read`,
    );
  }
  const encoding = /^\uFEFF?<\?xml\s[^>]*?encoding\s*=\s*["']([^"']*)["']/.exec(text)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8') {
    problems.push(
      `line 1: the encoding ${JSON.stringify(encoding.slice(0, 40))} is refused; only UTF-8 is read`,
    );
  }
  if (countMarks(text, limits.maxMarks) > limits.maxMarks) {
    problems.push(`the file has more than ${limits.maxMarks} tags and attributes`);
  }
  return problems;
}

function countMarks(text: string, enough: number): number {
  let count = 0;
  for (let index = 0; index < text.length && count <= enough; index++) {
    const code = text.charCodeAt(index);
    if (code === 0x3c || code === 0x3d) count++;
  }
  return count;
}

function parse(text: string, limits: XmlLimits, lineAt: (index: number) => number): Parsed<XmlElement> {
  const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    ignoreDeclaration: true,
    ignorePiTags: true,
    maxNestedTags: deepest,
    jPath: false,
    stopNodes: [...(limits.skip ?? [])],
    processEntities: { enabled: true },
    entityDecoder: {
      decode: decodeReferences,
      setExternalEntities: () => {},
      addInputEntities: () => {},
      reset: () => {},
      setXmlVersion: () => {},
    },
  });
  let nodes: readonly unknown[];
  try {
    nodes = parser.parse(text);
  } catch (error) {
    return unreadable([error instanceof Error ? error.message.slice(0, 300) : 'the XML parser gave up']);
  }
  return buildElement(nodes, lineAt);
}
