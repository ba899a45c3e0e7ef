import type { ErrorObject } from 'ajv/dist/2020.js';
import { closestName, didYouMean } from './closest-name.ts';
import { explainType } from './explain-type.ts';
import { type DocumentPath, type Places, pathOf } from './places.ts';
import { nameOf, shown } from './show-value.ts';
import type { Complaint } from './source-text.ts';

/** What a schema has against a value, in words, and where. */
export interface Explanation extends Complaint {
  readonly path: DocumentPath;
  readonly which: 'key' | 'value';
}

type Explain = (error: ErrorObject, path: DocumentPath, places: Places) => Explanation;

/** All errors of a check as sentences; what only follows from a wrong type is left out. */
export function explainErrors(errors: readonly ErrorObject[], places: Places): readonly Explanation[] {
  const wronglyTyped = new Set(
    errors.filter(({ keyword }) => keyword === 'type').map((error) => error.instancePath),
  );
  return errors
    .filter(({ keyword }) => keyword !== 'propertyNames')
    .filter(({ keyword, instancePath }) => keyword === 'type' || !wronglyTyped.has(instancePath))
    .map((error) => explain(error, places));
}

function explain(error: ErrorObject, places: Places): Explanation {
  const above = pathOf(error.instancePath);
  if (error.propertyName !== undefined) return badName(error, [...above, error.propertyName]);
  return (explanations[error.keyword] ?? otherwise)(error, above, places);
}

const explanations: Readonly<Record<string, Explain>> = {
  type: (error, path, places) => ({ path, which: 'value', ...explainType(error, path, places) }),
  required: missingField,
  additionalProperties: unknownField,
  enum: unknownValue,
  const: (error, path) =>
    at(
      path,
      'wrong-value',
      `${nameOf(path)} is ${shown(error.data)}, it must be ${shown(error.params.allowedValue)}`,
    ),
  pattern: (error, path) => ({
    ...at(path, 'wrong-form', `${nameOf(path)} is ${shown(error.data)}, it ${formOf(error)}`),
    hint: descriptionOf(error),
  }),
  minLength: (error, path) => ({
    ...at(path, 'empty', `${nameOf(path)} is empty`),
    hint: descriptionOf(error),
  }),
  maxLength: (error, path) =>
    at(path, 'too-long', `${nameOf(path)} is longer than the ${error.params.limit} characters allowed`),
  minItems: (error, path) => ({
    ...at(path, 'too-few', `${nameOf(path)} must list at least ${error.params.limit}`),
    hint: descriptionOf(error),
  }),
  maxItems: (error, path) =>
    at(path, 'too-many', `${nameOf(path)} lists more than the ${error.params.limit} allowed`),
  minProperties: (error, path) => ({
    ...at(path, 'too-few', `${nameOf(path)} must name at least ${error.params.limit}`),
    hint: descriptionOf(error),
  }),
  uniqueItems: (error, path) => {
    const item = (error.data as readonly unknown[])[error.params.i];
    return at(
      [...path, Math.max(error.params.i, error.params.j)],
      'listed-twice',
      `${nameOf(path)} lists ${shown(item)} twice`,
    );
  },
  minimum: (error, path) => at(path, 'too-small', `${nameOf(path)} must be at least ${error.params.limit}`),
  maximum: (error, path) => at(path, 'too-large', `${nameOf(path)} must be at most ${error.params.limit}`),
};

function otherwise(error: ErrorObject, path: DocumentPath): Explanation {
  return at(path, 'wrong-value', `${nameOf(path)} ${error.message ?? 'is not as its schema says'}`);
}

function at(path: DocumentPath, rule: string, message: string): Explanation {
  return { path, which: 'value', rule, message };
}

function missingField(error: ErrorObject, path: DocumentPath): Explanation {
  const field: string = error.params.missingProperty;
  const parent = path.length === 0 ? '' : ` in ${nameOf(path)}`;
  const description = propertiesOf(error)[field]?.description ?? '';
  return {
    path,
    which: 'key',
    rule: 'missing-field',
    message: `${field} is missing${parent}`,
    hint: description,
  };
}

function unknownField(error: ErrorObject, path: DocumentPath): Explanation {
  const field: string = error.params.additionalProperty;
  const known = Object.keys(propertiesOf(error));
  return {
    path: [...path, field],
    which: 'key',
    rule: 'unknown-field',
    message: `${shown(field)} is not a field of ${path.length === 0 ? 'this file' : nameOf(path)}`,
    hint: didYouMean(field, known) || `known fields: ${known.join(', ')}`,
  };
}

function unknownValue(error: ErrorObject, path: DocumentPath): Explanation {
  const allowed: readonly unknown[] = error.params.allowedValues;
  const words = allowed.filter((value): value is string => typeof value === 'string');
  const near = typeof error.data === 'string' ? closestName(error.data, words) : undefined;
  return {
    ...at(
      path,
      'unknown-value',
      `${nameOf(path)} is ${shown(error.data)}, it must be one of ${words.join(', ')}`,
    ),
    hint: near === undefined ? descriptionOf(error) : `did you mean ${near}?`,
  };
}

function badName(error: ErrorObject, path: DocumentPath): Explanation {
  const name = path.at(-1);
  const known: readonly string[] = error.keyword === 'enum' ? error.params.allowedValues : [];
  const message = `the name ${shown(name)} is not allowed: it ${nameRuleOf(error, known)}`;
  const hint = typeof name === 'string' ? didYouMean(name, known) : '';
  return { path, which: 'key', rule: 'wrong-name', message, ...(hint === '' ? {} : { hint }) };
}

function nameRuleOf(error: ErrorObject, known: readonly string[]): string {
  if (known.length > 0) return `must be one of ${known.join(', ')}`;
  return error.keyword === 'pattern' ? formOf(error) : (error.message ?? 'is not allowed');
}

function formOf({ parentSchema }: ErrorObject): string {
  return parentSchema?.patternErrorMessage ?? 'does not have the form that it must have';
}

function descriptionOf({ parentSchema }: ErrorObject): string {
  return parentSchema?.description ?? '';
}

function propertiesOf({
  parentSchema,
}: ErrorObject): Readonly<Record<string, { readonly description?: string }>> {
  return parentSchema?.properties ?? {};
}
