import { isDeepStrictEqual } from 'node:util';
import { isCollection, isMap, type Node, parseDocument, visit } from 'yaml';
import { good, type Result, refused } from '../../domain/result.ts';
import { checkStructure } from '../check-structure.ts';
import { type Places, pointerOf } from '../places.ts';
import { readYaml } from '../read-yaml.ts';
import { findingAt, type SourceText, sourceText } from '../source-text.ts';
import {
  colonEnd,
  groupOf,
  isFlow,
  pairOf,
  writtenValue,
  type YamlGroup,
  type YamlPair,
} from './pair-places.ts';
import { removeField } from './remove-field.ts';
import { addField, replaceValue } from './set-field.ts';
import { type Splice, spliced } from './splice.ts';
import type { YamlValue } from './write-value.ts';

export type FieldPath = readonly [string, ...string[]];

/** One field that is to be something else. */
export interface YamlEdit {
  /** Names from the top of the document down to the field; missing groups on the way are made. */
  readonly path: FieldPath;
  /** Undefined takes the field out. */
  readonly value: YamlValue | undefined;
  /** The usual order of the fields of its group, for a field that is not there yet. */
  readonly order?: readonly string[];
}

/**
 * Changes one field of a YAML text and leaves every other byte as it was. The result is read again: unless it says
 * what the old text said with that one change, the edit is refused, and a person has to make it.
 */
export function editYaml(source: SourceText, edit: YamlEdit): Result<SourceText> {
  const structure = checkStructure(source);
  if (structure.length > 0) return refused(structure);
  const before = readYaml(source);
  if (!before.ok) return before;
  const splices = splicesOf(source.text, edit);
  const after = sourceText(source.file, spliced(source.text, splices ?? []));
  const read = splices === null ? null : readYaml(after);
  if (read?.ok && isDeepStrictEqual(read.value.value, changed(before.value.value, edit.path, edit.value)))
    return good(after);
  return refused([notByMachine(source, before.value.places, edit.path)]);
}

/** Null where the text is written in a way in which no field can be put there. */
function splicesOf(text: string, edit: YamlEdit): readonly Splice[] | null {
  const { contents } = parseDocument<Node, true>(text, { keepSourceTokens: true, uniqueKeys: false });
  if (!isMap(contents)) return null;
  return splicesIn(text, contents as YamlGroup, { order: [], step: stepOf(contents), ...edit });
}

type Wanted = Required<Pick<YamlEdit, 'path' | 'order'>> & {
  readonly value: YamlValue | undefined;
  readonly step: number;
};

function splicesIn(text: string, group: YamlGroup, wanted: Wanted): readonly Splice[] | null {
  const [name, ...below] = wanted.path;
  const pair = pairOf(group, name);
  if (pair === undefined) return added(text, group, wanted);
  const inner = groupOf(pair);
  if (!isPath(below)) return ownValue(text, group, { pair, value: wanted.value });
  if (inner === undefined) {
    if (wanted.value === undefined) return [];
    return isAbsent(pair) ? ownValue(text, group, { pair, value: nested(below, wanted.value) }) : null;
  }
  const wouldBeEmpty = wanted.value === undefined && below.length === 1 && inner.items.length === 1;
  if (wouldBeEmpty && !isFlow(inner) && pairOf(inner, below[0]) !== undefined)
    return replaceValue(text, pair, {});
  return splicesIn(text, inner, { ...wanted, path: below });
}

function added(text: string, group: YamlGroup, wanted: Wanted): readonly Splice[] {
  if (wanted.value === undefined) return [];
  const [name, ...below] = wanted.path;
  return [addField(text, group, { ...wanted, name, value: nested(below, wanted.value) })];
}

function nested(names: readonly string[], value: YamlValue): YamlValue {
  return names.reduceRight<YamlValue>((inside, name) => ({ [name]: inside }), value);
}

function ownValue(
  text: string,
  group: YamlGroup,
  { pair, value }: { readonly pair: YamlPair; readonly value: YamlValue | undefined },
): readonly Splice[] | null {
  if (value !== undefined)
    return isFlow(group) || colonEnd(pair) !== undefined ? replaceValue(text, pair, value) : null;
  return group.items.length === 1 && !isFlow(group) ? null : [removeField(text, group, pair)];
}

function isAbsent(pair: YamlPair): boolean {
  const value = writtenValue(pair);
  return value === undefined || (!isCollection(value) && value.toJSON() === null);
}

/** By how many columns the first inner group of a text is indented. */
function stepOf(contents: YamlGroup | Node): number {
  let step = 2;
  visit(contents, {
    Map: (_key, map, ancestors) => {
      const outer = ancestors.findLast(isMap);
      const [from, to] = [outer?.srcToken, map.srcToken];
      if (from?.type !== 'block-map' || to?.type !== 'block-map') return undefined;
      step = Math.max(1, to.indent - from.indent);
      return visit.BREAK;
    },
  });
  return step;
}

/** The value that a text with this one change has to have. */
function changed(whole: unknown, [name, ...below]: FieldPath, value: YamlValue | undefined): unknown {
  const group = (whole ?? {}) as Readonly<Record<string, unknown>>;
  const { [name]: old, ...others } = group;
  if (!isPath(below)) return value === undefined ? others : { ...group, [name]: value };
  const isGroup = typeof old === 'object' && old !== null && !Array.isArray(old);
  if (value === undefined && !isGroup) return whole;
  return { ...group, [name]: changed(old, below, value) };
}

function isPath(names: readonly string[]): names is FieldPath {
  return names.length > 0;
}

function notByMachine(source: SourceText, places: Places, path: FieldPath) {
  const known = path.map((_name, at) => places.get(pointerOf(path.slice(0, path.length - at))));
  const offset = known.find((place) => place !== undefined)?.key ?? 0;
  return findingAt(source, offset, {
    rule: 'edit-by-hand',
    message: `${path.join('.')} is written in a way that cannot be edited without touching anything else`,
    hint: 'edit it by hand, or write the fields one below the other first',
  });
}
