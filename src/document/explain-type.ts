import type { AnySchemaObject, ErrorObject } from 'ajv/dist/2020.js';
import { type DocumentPath, type Places, pointerOf } from './places.ts';
import { nameOf } from './show-value.ts';
import type { Complaint } from './source-text.ts';

const wanted: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of fields',
};

/** A value of another type than the schema asks for, with the way to write it. */
export function explainType(error: ErrorObject, path: DocumentPath, places: Places): Complaint {
  const types: readonly string[] = [error.params.type].flat().filter((type) => type !== 'null');
  const raw = places.get(pointerOf(path))?.raw ?? '';
  const must = types.map((type) => wanted[type] ?? type).join(' or ');
  return {
    rule: 'wrong-type',
    message: `${nameOf(path)} is ${kindOf(error.data)}, it must be ${must}`,
    hint: hintFor(types[0] ?? '', raw, error) || (error.parentSchema?.description ?? ''),
  };
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a group of fields';
  if (typeof value === 'boolean') return 'a truth value';
  return typeof value === 'number' ? 'a number' : 'text';
}

function hintFor(type: string, raw: string, { data, parentSchema }: ErrorObject): string {
  if (raw === '' || data === null) return '';
  if (type === 'string') return quotingHint(raw, parentSchema ?? {});
  if (type === 'array') return `put it into brackets: [${shortened(raw)}]`;
  if (type === 'boolean') return 'write true or false, without quotes';
  return type === 'integer' && /^\d+$/.test(String(data)) ? `write it without quotes: ${data}` : '';
}

// Quoting is only good advice where the quoted text is right; otherwise the form is what must be told.
function quotingHint(raw: string, schema: AnySchemaObject): string {
  const form = new RegExp(schema.pattern ?? '', 'u');
  const right = [raw, `sha256:${raw}`].find((text) => form.test(text));
  return right === undefined ? `it ${schema.patternErrorMessage}` : `quote it: "${shortened(right)}"`;
}

function shortened(text: string): string {
  if (text.startsWith('sha256:')) return `${text.slice(0, 'sha256:'.length + 4)}…`;
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
