// Every rule is shown what it forbids: a rule that cannot fail would keep nothing tidy.
import { describe, expect, test } from 'vitest';
import { allRules } from './all-rules.ts';
import { doorwayPlants, importPlants } from './import-plants.ts';
import { functions, lines } from './plant.ts';
import { fileSizes, functionSizes, parameters } from './sizes.ts';
import { sourceTree } from './source-tree.ts';
import { commentPlants, sizePlants, wordPlants } from './text-plants.ts';

const plants = [...doorwayPlants, ...importPlants, ...sizePlants, ...wordPlants, ...commentPlants];

const TIDY = {
  'README.md': 'See issue #12 of the tracker.\n',
  'schemas/release.schema.json': '{}\n',
  'src/domain/release.ts': '/** A release. */\nexport interface Release {\n  readonly id: string;\n}\n',
  'src/domain/instant.ts':
    '/** Reads a date. */\nexport function read(text: string): number {\n  return new Date(text).getTime();\n}\n',
  'src/domain/digest.ts': "import { createHash } from 'node:crypto';\n\nvoid createHash;\n",
  'src/plan/make-plan.ts':
    "import type { Release } from '../domain/release.ts';\n\nexport function plan(release: Release): string {\n  return release.id;\n}\n",
  'src/document/read-release.ts':
    "import { parse } from 'yaml';\nimport schema from '../../schemas/release.schema.json' with { type: 'json' };\n\nvoid [parse, schema];\n",
  'src/document/generated/release.ts':
    '/** Made. */\nexport interface Made {\n  readonly [key: string]: any;\n}\n',
  'src/adapters/git/read-blob.ts': "import { readFile } from 'node:fs/promises';\n\nvoid readFile;\n",
  'src/compose.ts':
    "import './adapters/git/read-blob.ts';\nimport './document/read-release.ts';\n\nexport const made = 1;\n",
  'src/cli/main.ts':
    "import '../compose.ts';\nimport '../domain/digest.ts';\nimport '../domain/instant.ts';\nimport '../plan/make-plan.ts';\nimport type { Made } from '../document/generated/release.ts';\n\nconsole.log({} as Made);\n",
};

describe('the rules of the house', () => {
  test('A tidy tree has no finding.', () => {
    expect(allRules.flatMap((rule) => rule.check(sourceTree(TIDY)))).toEqual([]);
  });

  test('Every rule has something planted against it.', () => {
    const planted = new Set(plants.map(({ rule }) => rule));
    expect(allRules.map(({ name }) => name).filter((name) => !planted.has(name))).toEqual([]);
  });

  for (const plant of plants) {
    test(`${plant.rule}: ${plant.title}`, () => {
      const rule = allRules.find(({ name }) => name === plant.rule);
      const findings = rule?.check(sourceTree({ ...TIDY, ...plant.files })) ?? [];
      const paths = Object.keys(plant.files);
      const found = findings.filter(({ file }) => paths.includes(file)).map(({ message }) => message);
      expect(found).toEqual([expect.stringMatching(plant.message)]);
    });
  }
});

describe('the rules about shares', () => {
  const half = (length: number) =>
    sourceTree({ 'src/a.ts': lines(1), 'src/b.ts': lines(length), 'src/c.ts': lines(length) });
  const tenth = (length: number) => sourceTree({ 'src/a.ts': functions(1, 18) + functions(length, 2) });

  test('Half of the files may have 80 lines and not 81, and the largest are named.', () => {
    expect(fileSizes.check(half(80))).toEqual([]);
    const found = fileSizes.check(half(81));
    expect(found.map(({ file }) => file)).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
    expect(found[2]?.message).toMatch(/^file \(81 lines\).*at most 80 lines/);
  });

  test('More than one function in ten may have 30 lines and not 31, and the largest are named.', () => {
    const more = (length: number) => sourceTree({ 'src/a.ts': functions(1, 17) + functions(length, 3) });
    expect(functionSizes.check(more(30))).toEqual([]);
    expect(functionSizes.check(tenth(31))).toEqual([]);
    expect(functionSizes.check(more(31)).at(-1)?.message).toMatch(/\(31 lines\).*at most 30 lines/);
  });

  test('A nameless callback counts against the longest, and takes the parameters that it is given.', () => {
    const callback = `[].map((a, b, c, d) => {\n${'  void 0;\n'.repeat(69)}});\n`;
    const tree = sourceTree({ 'src/a.ts': callback });
    expect(functionSizes.check(tree).map(({ message }) => message)).toEqual([
      'a nameless function has 71 lines, more than 70',
    ]);
    expect(parameters.check(tree)).toEqual([]);
  });
});
