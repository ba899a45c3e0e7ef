import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { type CheckDocument, checkSchema as checkDocumentSchema } from './generated/check.ts';
import { type ConfigDocument, configSchema } from './generated/config.ts';
import { type HostDocument, hostSchema } from './generated/host.ts';
import { type PlanDocument, planSchema } from './generated/plan.ts';
import { type ReleaseDocument, releaseSchema } from './generated/release.ts';
import { type ReportDocument, reportSchema } from './generated/report.ts';

/** The kinds of document by name of their schema; fields with a default are present once a document has been read. */
export interface DocumentTypes {
  readonly check: CheckDocument;
  readonly config: ConfigDocument;
  readonly host: HostDocument;
  readonly plan: PlanDocument;
  readonly release: ReleaseDocument;
  readonly report: ReportDocument;
}

export type SchemaName = keyof DocumentTypes;

const schemas: { readonly [name in SchemaName]: object } = {
  check: checkDocumentSchema,
  config: configSchema,
  host: hostSchema,
  plan: planSchema,
  release: releaseSchema,
  report: reportSchema,
};

const options = {
  strict: true,
  allowUnionTypes: true,
  discriminator: true,
  useDefaults: true,
  verbose: true,
};
const ajv = new Ajv2020({ ...options, allErrors: true });
// What somebody made to be expensive ends at its first mistake.
const impatient = new Ajv2020(options);
// Editors show this sentence beside the line, and we show the same one.
for (const each of [ajv, impatient]) each.addVocabulary(['patternErrorMessage']);

/** Every way in which a value is not as its schema says; defaults are filled in. A schema is compiled at its first use. */
export function checkSchema(name: SchemaName, value: unknown): readonly ErrorObject[] {
  const validate = ajv.compile(schemas[name]);
  return validate(value) ? [] : (validate.errors ?? []);
}

/** The first way in which a value from a stranger is not as its schema says; null where it is. */
export function firstProblem(name: SchemaName, value: unknown): string | null {
  const validate = impatient.compile(schemas[name]);
  if (validate(value)) return null;
  const [error] = validate.errors ?? [];
  return `${error?.instancePath || 'the document'} ${error?.message ?? 'is wrong'}`;
}

/** The names of the top fields of a document, in the order of its page. */
export function fieldsOf(name: SchemaName): readonly string[] {
  const { properties } = schemas[name] as { readonly properties: object };
  return Object.keys(properties);
}
