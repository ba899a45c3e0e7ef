// Writes src/document/generated/ from schemas/: a type and the schema itself for each kind of document, so that the
// program needs no file of its own at run time. With --check it only says what differs.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compile, type JSONSchema } from 'json-schema-to-typescript';

const root = join(import.meta.dirname, '..');
const folder = 'src/document/generated';
const names = ['check', 'config', 'host', 'plan', 'release', 'report'];

/** Path below the project -> what the file must hold. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = await Promise.all(
    names.map(async (name) => [`${folder}/${name}.ts`, await render(name)] as const),
  );
  return new Map(files);
}

/** Paths of the generated files that do not hold what they must. */
export async function findDrift(): Promise<readonly string[]> {
  const drifted: string[] = [];
  for (const [path, content] of await generatedFiles()) {
    const present = await readFile(join(root, path), 'utf8').catch(() => '');
    if (present !== content) drifted.push(path);
  }
  return drifted;
}

async function render(name: string): Promise<string> {
  const source = `schemas/${name}.schema.json`;
  const schema: Schema = JSON.parse(await readFile(join(root, source), 'utf8'));
  const types = await compile(withDefaultsPresent(schema) as JSONSchema, name, {
    additionalProperties: false,
    bannerComment: `// Generated from '${source}' by \`npm run schemas\`; change the schema, not this file.`,
    format: true,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    style: { singleQuote: true, printWidth: 110 },
  });
  return `${types}\nexport const ${name}Schema: object = ${JSON.stringify(schema)};\n`;
}

type Schema = { readonly [key: string]: unknown };

// The reader fills defaults in, so a field with a default is always there once a document has been read.
function withDefaultsPresent(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withDefaultsPresent);
  if (schema === null || typeof schema !== 'object') return schema;
  // Beside a reference, a description would make a copy of the type that it refers to.
  if ('$ref' in schema) return { $ref: schema.$ref };
  const inner = Object.entries(schema).map(([key, value]) => [key, withDefaultsPresent(value)] as const);
  return { ...Object.fromEntries(inner), ...requiredWithDefaults(schema as Schema) };
}

function requiredWithDefaults({ properties, required }: Schema): Schema {
  if (properties === null || typeof properties !== 'object') return {};
  const given = Object.entries(properties).filter(([, field]: [string, Schema]) =>
    Object.hasOwn(field, 'default'),
  );
  return { required: [...((required as readonly string[]) ?? []), ...given.map(([key]) => key)] };
}

async function write(): Promise<void> {
  await mkdir(join(root, folder), { recursive: true });
  for (const [path, content] of await generatedFiles()) await writeFile(join(root, path), content);
}

if (import.meta.main) {
  if (process.argv.includes('--check')) {
    const drifted = await findDrift();
    for (const path of drifted) console.error(`${path} is not as its schema says; run: npm run schemas`);
    process.exitCode = drifted.length === 0 ? 0 : 1;
  } else {
    await write();
    console.log(`wrote ${names.length} files below ${folder}/`);
  }
}
