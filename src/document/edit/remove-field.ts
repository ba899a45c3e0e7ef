import { endOf, isFlow, startOf, type YamlGroup, type YamlPair } from './pair-places.ts';
import { lineStart, nextLine, type Splice } from './splice.ts';

/** Takes a field out of a group that has others, with its line where it has one of its own. */
export function removeField(text: string, group: YamlGroup, pair: YamlPair): Splice {
  const from = startOf(pair);
  const to = endOf(text, pair);
  if (!isFlow(group)) return cut(lineStart(text, from), nextLine(text, to));
  const at = group.items.indexOf(pair);
  const [before, after] = [group.items[at - 1], group.items[at + 1]];
  if (after !== undefined && isOneLine(text, to, startOf(after))) return cut(from, startOf(after));
  if (after === undefined && before !== undefined && isOneLine(text, endOf(text, before), from))
    return cut(endOf(text, before), to);
  const comma = /^\s*,/.exec(text.slice(to))?.[0].length ?? 0;
  return ownLines(text, from, to + comma);
}

function ownLines(text: string, from: number, to: number): Splice {
  const isAlone = /^[ \t]*$/.test(text.slice(lineStart(text, from), from));
  const rest = text.slice(to, nextLine(text, to));
  return isAlone && /^[ \t]*(#.*)?\r?\n$/.test(rest)
    ? cut(lineStart(text, from), nextLine(text, to))
    : cut(from, to);
}

function isOneLine(text: string, from: number, to: number): boolean {
  return !text.slice(from, to).includes('\n');
}

function cut(from: number, to: number): Splice {
  return { from, to, text: '' };
}
