// Untidy sizes, names, words and comments, one or more for each rule about them.
import { functions, lines, type Plant } from './plant.ts';

/** A string cut in two, so that this file does not hold what the rule about traces looks for. */
function glued(...parts: readonly string[]): string {
  return parts.join('');
}

export const sizePlants: readonly Plant[] = [
  {
    rule: 'file sizes',
    title: 'A file of 251 lines is too long.',
    files: { 'src/formats/long.ts': lines(251) },
    message: /251 lines, more than 250/,
  },
  {
    rule: 'function sizes',
    title: 'A function of 71 lines is too long.',
    files: { 'src/formats/long.ts': functions(71, 1) + functions(1, 10) },
    message: /f71n0 has 71 lines, more than 70/,
  },
  {
    rule: 'parameters',
    title: 'A fourth parameter asks for a named object.',
    files: { 'src/ports/wide.ts': 'export interface Wide {\n  four(a: 1, b: 2, c: 3, d: 4): void;\n}\n' },
    message: /four takes 4 parameters/,
  },
];

export const wordPlants: readonly Plant[] = [
  {
    rule: 'file names',
    title: 'A folder of helpers has no idea.',
    files: { 'src/formats/helpers/date.ts': 'export const date = 1;\n' },
    message: /"helpers" says nothing/,
  },
  {
    rule: 'file names',
    title: 'Nor has a file of them.',
    files: { 'src/formats/xml-utils.ts': 'export const xml = 1;\n' },
    message: /"utils" says nothing/,
  },
  {
    rule: 'file names',
    title: 'Capitals are for other languages.',
    files: { 'src/formats/readXml.ts': 'export const xml = 1;\n' },
    message: /kebab-case/,
  },
  {
    rule: 'console',
    title: 'The planner does not print.',
    files: { 'src/plan/print.ts': "console.log('planned');\n" },
    message: /console belongs in cli/,
  },
  {
    rule: 'default exports',
    title: 'A default function has any name.',
    files: { 'src/formats/anon.ts': 'export default function anon(): void {}\n' },
    message: /default export/,
  },
  {
    rule: 'default exports',
    title: 'So has a default value.',
    files: { 'src/formats/anon.ts': 'const anon = 1;\nexport { anon as default };\n' },
    message: /default export/,
  },
  {
    rule: 'any',
    title: 'A cast to any is found wherever it stands.',
    files: { 'src/formats/loose.ts': 'export const loose = JSON.parse("1") as readonly any[];\n' },
    message: /switches the compiler off/,
  },
  {
    rule: 'purity',
    title: 'The planner has no clock.',
    files: { 'src/plan/clock.ts': 'export const now = Date.now();\n' },
    message: /Date\.now is an argument/,
  },
  {
    rule: 'purity',
    title: 'Nor a new date.',
    files: { 'src/report/clock.ts': "export const then = new Date('2026-01-01');\n" },
    message: /time is an argument/,
  },
  {
    rule: 'purity',
    title: 'The one reader of dates does not ask for the present.',
    files: { 'src/domain/instant.ts': 'export const now = new Date();\n' },
    message: /only from a value/,
  },
  {
    rule: 'purity',
    title: 'The planner does not gamble.',
    files: { 'src/plan/dice.ts': 'export const dice = Math.random();\n' },
    message: /Math\.random is an argument/,
  },
  {
    rule: 'purity',
    title: 'The core does not read the environment.',
    files: { 'src/domain/home.ts': 'export const home = process.env;\n' },
    message: /does not look at its process/,
  },
  {
    rule: 'purity',
    title: 'The core does not wait.',
    files: { 'src/plan/wait.ts': 'export const wait = async () => 1;\n' },
    message: /synchronous/,
  },
];

export const commentPlants: readonly Plant[] = [
  {
    rule: 'doc comments',
    title: 'A port without a promise is no port.',
    files: {
      'src/ports/silent.ts': '// Not a doc comment.\nexport interface Silent {\n  now(): number;\n}\n',
    },
    message: /Silent has no doc comment/,
  },
  {
    rule: 'doc comments',
    title: 'A constant is an export, too.',
    files: { 'src/domain/limit.ts': 'export const LIMIT = 3;\n' },
    message: /LIMIT has no doc comment/,
  },
  {
    rule: 'traces',
    title: 'A comment does not send its reader to a tracker.',
    files: { 'src/formats/odd.ts': glued('// See #', '12.\nexport const colour = 1;\n') },
    message: /names an issue by number/,
  },
  {
    rule: 'traces',
    title: 'A workflow does not, either.',
    files: { '.github/workflows/ci.yml': 'on: push # because of #7\n' },
    message: /names an issue by number/,
  },
  {
    rule: 'traces',
    title: 'A path of one machine means nothing on the next.',
    files: { 'docs/how.md': glued('Look into `/', 'work/main` first.\n') },
    message: /a path of one machine/,
  },
];
