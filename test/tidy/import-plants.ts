// Untidy imports, one or more for each rule about them.
import type { Plant } from './plant.ts';

export const doorwayPlants: readonly Plant[] = [
  {
    rule: 'doorways',
    title: 'The planner may not reach for an adapter.',
    files: { 'src/plan/peek.ts': "import { read } from '../adapters/git/read-blob.ts';\n\nvoid read;\n" },
    message: /plan may import domain/,
  },
  {
    rule: 'doorways',
    title: 'A type is an import as well.',
    files: { 'src/domain/peek.ts': "export type Plan = import('../plan/make-plan.ts').Plan;\n" },
    message: /nothing of ours/,
  },
  {
    rule: 'doorways',
    title: 'An adapter may not import its sibling.',
    files: { 'src/adapters/rt/peek.ts': "import '../git/read-blob.ts';\n" },
    message: /adapters\/rt may import domain, ports/,
  },
  {
    rule: 'doorways',
    title: 'Only the command line imports the composition.',
    files: { 'src/reconcile/peek.ts': "import '../compose.ts';\n" },
    message: /only cli imports compose/,
  },
  {
    rule: 'doorways',
    title: 'Nobody imports the command line, the composition included.',
    files: { 'src/compose.ts': "import './cli/main.ts';\n" },
    message: /nobody imports cli/,
  },
  {
    rule: 'doorways',
    title: 'Schemas are not for every room.',
    files: {
      'src/report/peek.ts':
        "import schema from '../../schemas/release.schema.json' with { type: 'json' };\n\nvoid schema;\n",
    },
    message: /schemas are read by document/,
  },
  {
    rule: 'doorways',
    title: 'Source does not import tests or scripts.',
    files: { 'src/publish/peek.ts': "export * from '../../scripts/provider/run-tool.ts';\n" },
    message: /outside src/,
  },
  {
    rule: 'doorways',
    title: 'A room that the table does not know needs a line in the table.',
    files: { 'src/shed/rake.ts': 'export const rake = 1;\n' },
    message: /"shed" is no room/,
  },
  {
    rule: 'doorways',
    title: 'No file lies between the rooms.',
    files: { 'src/reconcile.ts': 'export const loop = 1;\n' },
    message: /"reconcile" is no room/,
  },
];

export const importPlants: readonly Plant[] = [
  {
    rule: 'second opinion',
    title: 'The check of a plan reads no table that the planner reads.',
    files: {
      'src/plan/check-plan.ts': "import { judge } from '../domain/lifecycle.ts';\n\nvoid judge;\n",
      'src/domain/lifecycle.ts': '/** Judges. */\nexport const judge = 1;\n',
    },
    message: /shares nothing with the planner/,
  },
  {
    rule: 'second opinion',
    title: 'The planner uses nothing of its own check.',
    files: {
      'src/plan/peek.ts': "import { losses } from './second-opinion/guards.ts';\n\nvoid losses;\n",
      'src/plan/second-opinion/guards.ts':
        "import type { Release } from '../../domain/release.ts';\n\nexport const losses: readonly Release[] = [];\n",
    },
    message: /asks nobody/,
  },
  {
    rule: 'packages',
    title: 'YAML is read by document alone.',
    files: { 'src/desired/peek.ts': "import { parse } from 'yaml';\n\nvoid parse;\n" },
    message: /yaml belongs in src\/document/,
  },
  {
    rule: 'packages',
    title: 'A path into a package is that package.',
    files: { 'src/config/peek.ts': "import Ajv from 'ajv/dist/2020.js';\n\nvoid Ajv;\n" },
    message: /ajv belongs in/,
  },
  {
    rule: 'packages',
    title: 'Files are touched by adapters, under whatever name the module goes.',
    files: { 'src/publish/peek.ts': "import { readFile } from 'fs/promises';\n\nvoid readFile;\n" },
    message: /node:fs belongs in/,
  },
  {
    rule: 'packages',
    title: 'An import call is an import.',
    files: { 'src/apply/peek.ts': "export const run = () => import('execa');\n" },
    message: /execa belongs in/,
  },
  {
    rule: 'packages',
    title: 'The core hashes in one file and opens no socket anywhere.',
    files: { 'src/plan/peek.ts': "import { connect } from 'node:net';\n\nvoid connect;\n" },
    message: /node:net has no place in the core/,
  },
  {
    rule: 'cycles',
    title: 'Two files that import each other are a cycle, and a file on the way to it is not.',
    files: {
      'src/formats/a.ts': "import './b.ts';\n",
      'src/formats/b.ts': "import './c.ts';\nimport type { A } from './a.ts';\n\nexport type B = A;\n",
      'src/formats/c.ts': "import './c.ts';\n",
    },
    message: /cycle through src\/formats\/c.ts/,
  },
  {
    rule: 'dead files',
    title: 'A file that nothing leads to is dead.',
    files: { 'src/formats/forgotten.ts': 'export const forgotten = 1;\n' },
    message: /not reachable/,
  },
  {
    rule: 'schemas',
    title: 'A schema that no source file names is an orphan.',
    files: { 'schemas/orphan.schema.json': '{}\n' },
    message: /read by no source file/,
  },
  {
    rule: 'barrels',
    title: 'A file of re-exports is a barrel.',
    files: { 'src/formats/all.ts': "export { a } from './a.ts';\nexport type { B } from './b.ts';\n" },
    message: /barrel/,
  },
  {
    rule: 'barrels',
    title: 'An index is a barrel, whatever it holds.',
    files: { 'src/formats/index.ts': 'export const one = 1;\n' },
    message: /barrel/,
  },
];
