import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, rowsOf } from './pages.ts';

/** A field as a page or a schema tells it: `required`, a default as JSON in backquotes, or a dash. */
export interface Field {
  readonly path: string;
  readonly without: string;
}

interface Schema {
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly default?: unknown;
  readonly enum?: readonly (string | null)[];
}

/** Every field of a schema, in its order; `*` stands for a key of one's own, `[]` for the items of a list. */
export function fieldsOfSchema(name: string): readonly Field[] {
  const file = join(projectRoot, 'schemas', `${name}.schema.json`);
  return fieldsBelow(JSON.parse(readFileSync(file, 'utf8')) as Schema, '');
}

/** The values of every field that has a list of them. */
export function valuesOfSchema(name: string): ReadonlyMap<string, readonly string[]> {
  const file = join(projectRoot, 'schemas', `${name}.schema.json`);
  return new Map(valuesBelow(JSON.parse(readFileSync(file, 'utf8')) as Schema, ''));
}

function valuesBelow(schema: Schema, at: string): readonly (readonly [string, readonly string[]])[] {
  const { properties, additionalProperties, items } = schema;
  const own = schema.enum?.filter((value) => value !== null) ?? [];
  return [
    ...(own.length > 0 ? [[at, own] as const] : []),
    ...Object.entries(properties ?? {}).flatMap(([name, inner]) =>
      valuesBelow(inner, at === '' ? name : `${at}.${name}`),
    ),
    ...(typeof additionalProperties === 'object' ? valuesBelow(additionalProperties, `${at}.*`) : []),
    // The items of a list of plain values are told in the row of the list.
    ...(items === undefined ? [] : valuesBelow(items, items.enum === undefined ? `${at}[]` : at)),
  ];
}

function fieldsBelow({ properties, required, additionalProperties, items }: Schema, at: string): Field[] {
  const own = Object.entries(properties ?? {}).flatMap(([name, schema]) => {
    const path = at === '' ? name : `${at}.${name}`;
    const without = required?.includes(name) ? 'required' : defaultOf(schema);
    return [{ path, without }, ...fieldsBelow(schema, path)];
  });
  const keyed = typeof additionalProperties === 'object' ? fieldsBelow(additionalProperties, `${at}.*`) : [];
  return [...own, ...keyed, ...(items === undefined ? [] : fieldsBelow(items, `${at}[]`))];
}

function defaultOf(schema: Schema): string {
  if (!('default' in schema)) return '–';
  return `\`${JSON.stringify(schema.default).replaceAll(',"', ', "')}\``;
}

/** The fields that the tables of a page document. */
export function fieldsOfPage(text: string): readonly Field[] {
  const rows = rowsOf(text).filter(([field, without]) => /^`[^`]+`$/.test(field ?? '') && without);
  return rows.map(([field = '', without = '']) => ({ path: field.slice(1, -1), without }));
}

/** The paths of all values in JSON that are no groups; `keyed` names groups whose keys are one's own. */
export function pathsOfJson(value: unknown, keyed: readonly string[], at = ''): readonly string[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => (isGroup(item) ? pathsOfJson(item, keyed, `${at}[]`) : [at]));
  }
  if (!isGroup(value) || keyed.includes(at)) return [at];
  return Object.entries(value).flatMap(([key, inner]) =>
    pathsOfJson(inner, keyed, at === '' ? key : `${at}.${key}`),
  );
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
