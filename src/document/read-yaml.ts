import {
  isMap,
  isScalar,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { Finding } from '../domain/finding.ts';
import { good, type Result, refused } from '../domain/result.ts';
import { describeCharacter, invisibleCharacters } from './invisible-characters.ts';
import { type DocumentPath, type Place, type Places, pointerOf } from './places.ts';
import { type Complaint, findingAt, locationAt, type SourceText } from './source-text.ts';

const maxDepth = 16;
// After the first few, the errors of a parser are consequences of the ones before.
const maxSyntaxErrors = 10;

export interface YamlContent {
  readonly value: unknown;
  readonly places: Places;
}

/** One YAML 1.2 document as a plain value; the text has passed the scan for structure. */
export function readYaml(source: SourceText): Result<YamlContent> {
  const document = parseDocument<Node, true>(source.text, { prettyErrors: false, uniqueKeys: false });
  if (document.errors.length > 0) {
    const shown = document.errors.slice(0, maxSyntaxErrors);
    return refused(shown.map((error) => findingAt(source, error.pos[0], syntaxComplaint(error))));
  }
  if (document.contents === null || isEmpty(document.contents)) {
    return refused([findingAt(source, 0, { rule: 'empty-file', message: 'the file is empty' })]);
  }
  const walk: Walk = { source, findings: [], places: new Map() };
  const value = plainValue(walk, { node: document.contents, path: [], key: startOf(document.contents) });
  return walk.findings.length > 0 ? refused(walk.findings) : good({ value, places: walk.places });
}

function syntaxComplaint(error: { readonly code: string; readonly message: string }): Complaint {
  if (error.code === 'MULTIPLE_DOCS') {
    const message = 'a second document begins here; a file holds one';
    return { rule: 'yaml-documents', message, hint: 'put it into a file of its own' };
  }
  return { rule: 'yaml-syntax', message: `this is not YAML: ${error.message}` };
}

interface Walk {
  readonly source: SourceText;
  readonly findings: Finding[];
  readonly places: Map<string, Place>;
}

function complain({ source, findings }: Walk, offset: number, complaint: Complaint): void {
  findings.push(findingAt(source, offset, complaint));
}

interface Spot {
  readonly node: Node;
  readonly path: DocumentPath;
  /** Offset of the name; an item of a list has none but its own. */
  readonly key: number;
}

function plainValue(walk: Walk, { node, path, key }: Spot): unknown {
  const offset = startOf(node);
  walk.places.set(pointerOf(path), {
    key,
    value: isEmpty(node) ? key : offset,
    raw: isScalar(node) && typeof node.source === 'string' ? node.source : '',
  });
  if (isScalar(node)) return scalarValue(walk, node, offset);
  if (path.length >= maxDepth) {
    complain(walk, offset, { rule: 'too-deep', message: `values are nested more than ${maxDepth} deep` });
    return null;
  }
  if (isMap(node)) return mapValue(walk, node as YAMLMap<Node, Node | null>, path);
  return (node as YAMLSeq<Node>).items.map((item, index) =>
    plainValue(walk, { node: item, path: [...path, index], key: startOf(item) }),
  );
}

function mapValue(walk: Walk, map: YAMLMap<Node, Node | null>, above: DocumentPath): unknown {
  const seen = new Map<string, number>();
  const entries: [string, unknown][] = [];
  for (const pair of map.items) {
    const name = keyOf(walk, pair);
    if (name === undefined) continue;
    const key = startOf(pair.key);
    const path = [...above, name];
    const earlier = seen.get(name);
    if (earlier !== undefined) complain(walk, key, duplicate(walk.source, name, earlier));
    else seen.set(name, key);
    const value =
      pair.value === null ? absent(walk, path, key) : plainValue(walk, { node: pair.value, path, key });
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function absent(walk: Walk, path: DocumentPath, offset: number): null {
  walk.places.set(pointerOf(path), { key: offset, value: offset, raw: '' });
  return null;
}

function keyOf(walk: Walk, { key }: Pair<Node, Node | null>): string | undefined {
  const offset = startOf(key);
  if (!isScalar(key) || typeof key.value !== 'string') {
    complain(walk, offset, {
      rule: 'yaml-key',
      message: 'the name of a field must be text',
      hint: 'quote it',
    });
    return undefined;
  }
  if (key.value === '<<') {
    complain(walk, offset, {
      rule: 'yaml-merge',
      message: 'merge keys (<<) are not allowed',
      hint: 'write the fields out',
    });
    return undefined;
  }
  checkText(walk, key.value, offset);
  return key.value;
}

function duplicate(source: SourceText, key: string, earlier: number): Complaint {
  return {
    rule: 'duplicate-key',
    message: `${key} stands here again; it stands in line ${locationAt(source, earlier).line} already`,
    hint: 'remove one of the two',
  };
}

function scalarValue(walk: Walk, { value }: Scalar, offset: number): unknown {
  if (typeof value === 'string') checkText(walk, value, offset);
  return value ?? null;
}

// Escapes in quotes bring in what the scan of the text could not see.
function checkText(walk: Walk, text: string, offset: number): void {
  const found = text.match(invisibleCharacters)?.[0];
  if (found === undefined) return;
  const message = `the value holds ${describeCharacter(found)}, which is not allowed`;
  complain(walk, offset, { rule: 'invisible-character', message, hint: 'remove it' });
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function isEmpty(node: Node): boolean {
  return isScalar(node) && node.source === '';
}
