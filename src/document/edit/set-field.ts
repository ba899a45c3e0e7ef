import { type CST, isScalar, type Node } from 'yaml';
import {
  colonEnd,
  contentEnd,
  endOf,
  isBlockScalar,
  isFlow,
  keyEnd,
  startOf,
  writtenValue,
  type YamlGroup,
  type YamlPair,
} from './pair-places.ts';
import { lineBreakOf, lineEnd, lineStart, nextLine, type Splice } from './splice.ts';
import { blockValue, inlineValue, type Quotes, textValue, type YamlValue } from './write-value.ts';

/** The field that an edit is about. */
export interface Field {
  readonly name: string;
  readonly value: YamlValue;
  /** Names in the order in which they usually stand; a new field goes behind those that usually stand before it. */
  readonly order: readonly string[];
  /** Columns by which groups of this text are indented. */
  readonly step: number;
}

/** Gives a field that is there another value, on one line; comments stay where they are. */
export function replaceValue(text: string, pair: YamlPair, value: YamlValue): readonly Splice[] {
  const old = writtenValue(pair);
  if (old === undefined) {
    const at = colonEnd(pair);
    return [insertion(at ?? keyEnd(pair), `${at === undefined ? ':' : ''} ${inlineValue(value)}`)];
  }
  const [start = 0, end = 0] = old.range ?? [];
  const written = inlineValue(value, quotesOf(old));
  if (isBlockScalar(old)) return replaceBlockScalar(text, old, written);
  const isBlock = old.srcToken?.type === 'block-map' || old.srcToken?.type === 'block-seq';
  if (!isBlock) return [{ from: start, to: end, text: written }];
  const lines = { from: lineStart(text, start), to: nextLine(text, contentEnd(text, old)), text: '' };
  return [insertion(colonEnd(pair) ?? keyEnd(pair), ` ${written}`), lines];
}

// A comment behind the sign of the block stays behind the value.
function replaceBlockScalar(
  text: string,
  old: Node & { readonly srcToken: CST.BlockScalar },
  written: string,
): readonly Splice[] {
  const [start = 0, end = 0] = old.range ?? [];
  const sign = /^[|>][0-9+-]*/.exec(text.slice(start, end))?.[0] ?? '';
  const headEnd = lineEnd(text, start);
  return [
    { from: start, to: start + sign.length, text: written },
    { from: headEnd, to: Math.max(headEnd, contentEnd(text, old)), text: '' },
  ];
}

/** Adds a field to a group that has at least one, or that is written with braces. */
export function addField(text: string, group: YamlGroup, field: Field): Splice {
  const before = fieldBefore(group, field);
  const [first] = group.items;
  if (isFlow(group)) {
    const written = `${textValue(field.name)}: ${inlineValue(field.value)}`;
    if (before !== undefined) return insertion(endOf(text, before), `, ${written}`);
    if (first !== undefined) return insertion(startOf(first), `${written}, `);
    return insertion((group.range?.[0] ?? 0) + 1, written);
  }
  const lineBreak = lineBreakOf(text);
  const indent = columnOf(text, first);
  const value = blockValue(field.value, { indent, step: field.step, lineBreak });
  const line = `${' '.repeat(indent)}${textValue(field.name)}:${value}`;
  if (before !== undefined) return insertion(lineEnd(text, endOf(text, before)), `${lineBreak}${line}`);
  return insertion(lineStart(text, first === undefined ? 0 : startOf(first)), `${line}${lineBreak}`);
}

// The last of those that usually stand before it; without such a one a known name goes first, and any other one last.
function fieldBefore({ items }: YamlGroup, { name, order }: Field): YamlPair | undefined {
  const usual = order.indexOf(name);
  if (usual < 0) return items.at(-1);
  const earlier = items.filter(({ key }) => {
    const at = isScalar(key) ? order.indexOf(String(key.value)) : -1;
    return at >= 0 && at < usual;
  });
  return earlier.at(-1);
}

function columnOf(text: string, pair: YamlPair | undefined): number {
  return pair === undefined ? 0 : startOf(pair) - lineStart(text, startOf(pair));
}

function quotesOf({ srcToken }: Node): Quotes {
  if (srcToken?.type === 'double-quoted-scalar') return 'double';
  return srcToken?.type === 'single-quoted-scalar' ? 'single' : 'none';
}

function insertion(at: number, text: string): Splice {
  return { from: at, to: at, text };
}
