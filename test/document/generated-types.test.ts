import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findDrift, generatedFiles } from '../../scripts/generate-types.ts';

const root = join(import.meta.dirname, '../..');

test('The generated types are what the schemas say.', async () => {
  expect(await findDrift()).toEqual([]);
});

test('Every schema has its type, and every type its schema.', async () => {
  const schemas = await readdir(join(root, 'schemas'));
  const types = await readdir(join(root, 'src/document/generated'));
  expect(types.toSorted()).toEqual(schemas.map((name) => name.replace('.schema.json', '.ts')).toSorted());
  expect([...(await generatedFiles()).keys()]).toHaveLength(schemas.length);
});
