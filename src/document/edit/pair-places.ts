import { type CST, isCollection, isMap, isPair, isScalar, type Node, type Pair, type YAMLMap } from 'yaml';

export type YamlPair = Pair<Node, Node | null>;
export type YamlGroup = YAMLMap<Node, Node | null>;

/** The field of a group; undefined where it has none of that name. */
export function pairOf(group: YamlGroup, name: string): YamlPair | undefined {
  return group.items.find(({ key }) => isScalar(key) && key.value === name);
}

/** The value of a field, when something is written there. */
export function writtenValue({ value }: YamlPair): Node | undefined {
  if (value === null || (isScalar(value) && value.source === '' && isPlainEmpty(value.srcToken)))
    return undefined;
  return value;
}

/** The group that is the value of a field. */
export function groupOf(pair: YamlPair): YamlGroup | undefined {
  return isMap(pair.value) ? (pair.value as YamlGroup) : undefined;
}

/** Where a field begins: at its name, or at the question mark before that. */
export function startOf(pair: YamlPair): number {
  const mark = pair.srcToken?.start.find(({ type }) => type === 'explicit-key-ind');
  return mark?.offset ?? pair.key.range?.[0] ?? 0;
}

/** Where a field ends: with the last character of its value, without comments and line breaks. */
export function endOf(text: string, pair: YamlPair): number {
  const value = writtenValue(pair);
  return value === undefined ? (colonEnd(pair) ?? keyEnd(pair)) : contentEnd(text, value);
}

/** Behind the colon of a field; undefined where it has none. */
export function colonEnd(pair: YamlPair): number | undefined {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon === undefined ? undefined : colon.offset + colon.source.length;
}

export function keyEnd(pair: YamlPair): number {
  return pair.key.range?.[1] ?? 0;
}

/** The last character of a value: blank lines after it belong to nobody, but to a block scalar that keeps them. */
export function contentEnd(text: string, node: Node): number {
  const [start = 0, end = 0] = node.range ?? [];
  if (isBlockScalar(node)) {
    const written = text.slice(start, end);
    const [header = ''] = written.split('\n');
    if (/^[|>][0-9]?\+/.test(header)) return end - (/\r?\n$/.exec(written)?.[0].length ?? 0);
    return start + withoutBlankEnd(written).length;
  }
  if (!isCollection(node) || isFlow(node)) return end;
  const last = node.items.at(-1);
  if (isPair(last)) return endOf(text, last as YamlPair);
  return last === undefined ? end : contentEnd(text, last as Node);
}

/** A block scalar without its last line end and the blank lines after it. */
function withoutBlankEnd(written: string): string {
  const lines = written.split('\n');
  const last = lines.findLastIndex((line, index) => index === 0 || !/^[ \t]*\r?$/.test(line));
  if (last === lines.length - 1) return written;
  return lines
    .slice(0, last + 1)
    .join('\n')
    .replace(/\r$/, '');
}

export function isFlow(node: Node): boolean {
  return node.srcToken?.type === 'flow-collection';
}

export function isBlockScalar(node: Node): node is Node & { readonly srcToken: CST.BlockScalar } {
  return node.srcToken?.type === 'block-scalar';
}

function isPlainEmpty(token: CST.Token | undefined): boolean {
  return (
    token?.type !== 'block-scalar' &&
    token?.type !== 'double-quoted-scalar' &&
    token?.type !== 'single-quoted-scalar'
  );
}
