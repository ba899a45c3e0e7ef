import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { desirableStates } from '../../src/domain/release.ts';

const folder = join(import.meta.dirname, '../../schemas');
const names = await readdir(folder);

interface Schema {
  readonly [key: string]: unknown;
}

async function load(name: string): Promise<Schema> {
  return JSON.parse(await readFile(join(folder, name), 'utf8'));
}

// Every subschema with its path, whatever the keyword it stands below.
function* parts(value: unknown, path: string): Generator<{ readonly path: string; readonly schema: Schema }> {
  if (value === null || typeof value !== 'object') return;
  const schema = value as Schema;
  yield { path, schema };
  for (const [key, inner] of Object.entries(schema)) {
    if (!['enum', 'examples', 'default', 'const'].includes(key)) yield* parts(inner, `${path}/${key}`);
  }
}

describe.each(names)('%s', (name) => {
  test('is a strict schema of the 2020-12 draft.', async () => {
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, discriminator: true });
    ajv.addVocabulary(['patternErrorMessage']);
    expect(ajv.compile(await load(name))).toBeTypeOf('function');
  });

  test('allows no field that it does not name.', async () => {
    const open = [...parts(await load(name), '')].filter(
      ({ schema }) =>
        'properties' in schema && schema.type !== undefined && schema.additionalProperties !== false,
    );
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  test('describes every field.', async () => {
    const bare = [...parts(await load(name), '')].filter(
      ({ path, schema }) => /\/properties\/[^/]+$/.test(path) && typeof schema.description !== 'string',
    );
    expect(bare.map(({ path }) => path)).toEqual([]);
  });

  test('gives no examples and no defaults that it would refuse.', async () => {
    const wrong = [...parts(await load(name), '')].flatMap(({ path, schema }) => {
      const shown = [
        ...((schema.examples as string[]) ?? []),
        ...(typeof schema.default === 'string' ? [schema.default] : []),
      ];
      return shown
        .filter((text) => !new RegExp(String(schema.pattern ?? ''), 'u').test(text))
        .map(() => path);
    });
    expect(wrong).toEqual([]);
  });
});

test('The release schema names the states that people may ask for, in their order.', async () => {
  const { properties } = (await load('release.schema.json')) as {
    properties: { desiredState: { enum: (string | null)[] } };
  };
  expect(properties.desiredState.enum).toEqual([...desirableStates, null]);
});
