import { parseDocument } from 'yaml';

/** A value that an edit may write. */
export type YamlValue =
  | string
  | number
  | boolean
  | null
  | readonly YamlValue[]
  | { readonly [name: string]: YamlValue };

export type Quotes = 'none' | 'single' | 'double';

/** A value on one line, as it can stand in a flow collection or after a name; quotes are those that stood there. */
export function inlineValue(value: YamlValue, quotes: Quotes = 'none'): string {
  if (typeof value === 'string') return textValue(value, quotes);
  if (typeof value !== 'object' || value === null) return String(value);
  if (isList(value)) return `[${value.map((item) => inlineValue(item)).join(', ')}]`;
  const fields = Object.entries(value).map(([name, inner]) => `${textValue(name)}: ${inlineValue(inner)}`);
  return `{${fields.join(', ')}}`;
}

/** What follows a name and its colon in a block: groups of fields go on lines of their own. */
export function blockValue(
  value: YamlValue,
  layout: { readonly indent: number; readonly step: number; readonly lineBreak: string },
): string {
  if (!isGroup(value)) return ` ${inlineValue(value)}`;
  const inner = { ...layout, indent: layout.indent + layout.step };
  const lines = Object.entries(value).map(
    ([name, field]) => `${' '.repeat(inner.indent)}${textValue(name)}:${blockValue(field, inner)}`,
  );
  return lines.map((line) => layout.lineBreak + line).join('');
}

/** A text as a scalar: plain where every reader takes it for the same text, in quotes elsewhere. */
export function textValue(text: string, quotes: Quotes = 'none'): string {
  if (quotes === 'single' && !/[\u0000-\u001f]/.test(text)) return `'${text.replaceAll("'", "''")}'`;
  return quotes === 'none' && isPlain(text) ? text : JSON.stringify(text);
}

function isPlain(text: string): boolean {
  // What looks like a reference cannot even be tried.
  if (text === '' || /(^|[^\w])[&*!]|\n/.test(text)) return false;
  return reads(`[${text}, x]`, [text, 'x']) && reads(`${text}: ${text} # x`, { [text]: text });
}

function reads(yaml: string, value: unknown): boolean {
  const document = parseDocument(yaml, { logLevel: 'silent', prettyErrors: false });
  return document.errors.length === 0 && JSON.stringify(document.toJS()) === JSON.stringify(value);
}

function isList(value: YamlValue): value is readonly YamlValue[] {
  return Array.isArray(value);
}

function isGroup(value: YamlValue): value is { readonly [name: string]: YamlValue } {
  const isObject = typeof value === 'object' && value !== null && !isList(value);
  return isObject && Object.keys(value).length > 0;
}
