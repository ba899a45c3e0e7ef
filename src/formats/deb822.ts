import { type Parsed, parsedUnless } from './parsed.ts';
import { quoted } from './scalars.ts';

/** A name as spelled, and a value: its first line without blanks around it, then the continuation lines as they stand. */
export type Field = readonly [name: string, value: string];

/** Fields in the order of the file, by lower-case name, because names are equal whatever their case. */
export type Stanza = ReadonlyMap<string, Field>;

// Debian Policy 5.1: printable ASCII without space and colon, not starting with # or -.
const fieldName = /^[!"$-,./0-9;-~][!-9;-~]*$/;
// Tabs may stand inside a line. Everything else that is no text breaks the file, a terminal, or both.
const noText = /[^\t\u0020-\u007E\u00A0-\uD7FF\uE000-\u{10FFFF}]/u;

export function fieldValue(stanza: Stanza, name: string): string | undefined {
  return stanza.get(name.toLowerCase())?.[1];
}

/** Writes one stanza without the empty line after it. Throws on whatever would read back as something else. */
export function writeStanza(fields: readonly Field[]): string {
  const seen = new Set<string>();
  for (const [name, value] of fields) {
    const problem = writingProblem(name, value);
    if (problem !== undefined) throw new Error(`cannot write the field ${quoted(name)}: ${problem}`);
    if (seen.has(name.toLowerCase())) throw new Error(`cannot write the field ${quoted(name)} twice`);
    seen.add(name.toLowerCase());
  }
  return fields.map(([name, value]) => `${name}:${/^(?:\n|$)/.test(value) ? '' : ' '}${value}\n`).join('');
}

function writingProblem(name: string, value: string): string | undefined {
  if (!fieldName.test(name)) return 'this is not a field name';
  const [first = '', ...folded] = value.split('\n');
  if (noText.test(first) || folded.some((line) => noText.test(line)))
    return 'the value has control characters';
  if (trimBlanks(first) !== first) return 'the value has blanks around its first line';
  if (folded.some((line) => !isFolded(line)))
    return 'a line after the first must start with a blank and have text';
  return undefined;
}

/** Reads stanzas parted by empty lines. Comments are not read: no file that we meet may have them. */
export function readStanzas(text: string): Parsed<readonly Stanza[]> {
  const problems: string[] = [];
  const stanzas: Map<string, Field>[] = [];
  let stanza: Map<string, Field> | undefined;
  let last: string | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    const complain = (problem: string) => problems.push(`line ${at + 1}: ${problem}`);
    if (noText.test(line)) complain('a control character or broken text');
    if (trimBlanks(line) === '') {
      stanza = undefined;
      last = undefined;
    } else if (isFolded(line)) {
      if (last === undefined || stanza === undefined)
        complain('a continuation line without a field before it');
      else stanza.set(last, continued(stanza.get(last), line));
    } else {
      if (stanza === undefined) {
        stanza = new Map();
        stanzas.push(stanza);
      }
      last = addField(stanza, line, complain);
    }
  }
  return parsedUnless(problems, stanzas);
}

/** Adds the field of a line and answers the key that continuation lines belong to. */
function addField(stanza: Map<string, Field>, line: string, complain: (problem: string) => void): string {
  const colon = line.indexOf(':');
  const name = line.slice(0, Math.max(colon, 0));
  const key = name.toLowerCase();
  if (!fieldName.test(name)) complain(`${quoted(line)} is not a field`);
  else if (stanza.has(key)) complain(`the field ${name} stands twice in one stanza`);
  stanza.set(key, [name, trimBlanks(line.slice(colon + 1))]);
  return key;
}

function continued(field: Field | undefined, line: string): Field {
  const [name, value] = field ?? ['', ''];
  return [name, `${value}\n${line}`];
}

function isFolded(line: string): boolean {
  return /^[ \t]/.test(line) && trimBlanks(line) !== '';
}

function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+/, '').replace(/(?<![ \t])[ \t]+$/, '');
}
