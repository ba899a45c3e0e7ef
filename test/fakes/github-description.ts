// GitHub's own description of the operations that are used: it judges requests and answers, and makes sample answers.
import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;

interface CutOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Schema;
  }[];
  readonly request: Schema | null;
  readonly responses: Readonly<Record<string, Schema | null>>;
}

interface Cut {
  readonly operations: readonly CutOperation[];
  readonly $defs: Readonly<Record<string, Schema>>;
}

/** A request that fits an operation, with the values of its path and its query. */
export interface FittingRequest {
  readonly operation: string;
  readonly values: Readonly<Record<string, string>>;
}

// One file a topic; where two have the same schema, it is the same.
const cuts = ['github-openapi', 'github-openapi-checks'].map(
  (name): Cut => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), 'utf8')),
);
const cut: Cut = {
  operations: cuts.flatMap(({ operations }) => operations),
  $defs: Object.assign({}, ...cuts.map(({ $defs }) => $defs)),
};
// OpenAPI 3.0 says `nullable`, which Ajv knows; formats say nothing about what the adapter reads.
const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
// A query is text; the description says what it stands for.
const coercing = new Ajv({ strict: false, validateFormats: false, coerceTypes: true });
const compiled = new Map<object, ValidateFunction>();

/** The operation of a request, or the words why it is none that the description knows. */
export function judgeRequest(request: {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
}): FittingRequest | string {
  const operation = cut.operations.find(
    (each) => each.method === request.method && pattern(each.path).test(request.url.pathname),
  );
  if (operation === undefined) return `${request.method} ${request.url.pathname} is not described`;
  const inPath = pattern(operation.path).exec(request.url.pathname)?.groups ?? {};
  const decoded = Object.entries(inPath).map(([name, value]) => [name, decodeURIComponent(value)] as const);
  const values = Object.fromEntries([...decoded, ...request.url.searchParams]);
  const wrong = [...wrongValues(operation, values), ...wrongBody(operation, request.body)];
  return wrong.length > 0 ? wrong.join('; ') : { operation: operation.operationId, values };
}

/** What is wrong with an answer of ours; null when it is as described. Errors have one shape everywhere. */
export function judgeAnswer(operationId: string, status: number, body: unknown): string | null {
  const operation = cut.operations.find((each) => each.operationId === operationId);
  const schema =
    operation?.responses[String(status)] ?? (status >= 300 ? definition('basic-error') : undefined);
  if (schema === undefined) return `${operationId} does not answer with ${status}`;
  const validate = compile(ajv, schema);
  return validate(body) ? null : `${operationId} ${status}: ${ajv.errorsText(validate.errors)}`;
}

/** The smallest value that a schema of the description allows. */
export function sampleOf(name: string): Record<string, unknown> {
  return sample(definition(name)) as Record<string, unknown>;
}

function wrongValues(operation: CutOperation, values: Readonly<Record<string, string>>): readonly string[] {
  const unknown = Object.keys(values).filter(
    (name) => !operation.parameters.some((each) => each.name === name),
  );
  const wrong = operation.parameters.filter(({ name, required, schema }) => {
    if (values[name] === undefined) return required;
    const holder = { type: 'object', properties: { [name]: schema } };
    return !coercing.validate(holder, { [name]: values[name] });
  });
  return [
    ...unknown.map((name) => `${operation.operationId} has no parameter ${name}`),
    ...wrong.map(({ name }) => `${operation.operationId}: parameter ${name} is wrong`),
  ];
}

function wrongBody({ operationId, request }: CutOperation, body: unknown): readonly string[] {
  if (request === null) return body === undefined ? [] : [`${operationId} takes no body`];
  const validate = compile(ajv, request);
  if (!validate(body)) return [`${operationId}: ${ajv.errorsText(validate.errors)}`];
  const known = Object.keys((request.properties ?? {}) as object);
  const strange = Object.keys(body as object).filter((name) => !known.includes(name));
  return strange.map((name) => `${operationId} has no field ${name}`);
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
}

function definition(name: string): Schema {
  const found = cut.$defs[name];
  if (found === undefined) throw new Error(`the description has no schema ${name}`);
  return found;
}

function compile(by: Ajv, schema: Schema): ValidateFunction {
  const known = compiled.get(schema) ?? by.compile({ $defs: cut.$defs, ...schema });
  compiled.set(schema, known);
  return known;
}

function sample(schema: Schema): unknown {
  if (typeof schema.$ref === 'string') return sample(definition(schema.$ref.slice('#/$defs/'.length)));
  if (schema.nullable === true) return null;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === 'string') return 'x';
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.type === 'boolean') return false;
  if (schema.type === 'array') return [];
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Schema>>;
  const required = (schema.required ?? []) as readonly string[];
  return Object.fromEntries(required.map((name) => [name, sample(properties[name] ?? {})]));
}
