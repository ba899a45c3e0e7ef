// Which packages and Node modules live in which rooms, so that each can be replaced in one place.
import type { Rule } from './rule.ts';
import type { SourceFile, SourceTree } from './source-tree.ts';

const OUTSIDE = ['src/adapters/', 'src/ledger/'];

const HOMES: Readonly<Record<string, readonly string[]>> = {
  yaml: ['src/document/'],
  ajv: ['src/document/'],
  'ajv-formats': ['src/document/'],
  'fast-xml-parser': ['src/formats/'],
  'simple-git': OUTSIDE,
  execa: OUTSIDE,
  octokit: OUTSIDE,
  'node:fs': OUTSIDE,
  'node:child_process': OUTSIDE,
  kysely: ['src/ledger/'],
  'better-sqlite3': ['src/ledger/'],
  commander: ['src/cli/'],
  chokidar: ['src/reconcile/triggers.ts'],
};

/** In the core, a Node module is a way out of it. */
const CORE = /^src\/(domain|plan|report)\//;
const CORE_MODULES: Readonly<Record<string, string>> = { 'node:crypto': 'src/domain/digest.ts' };

/** `ajv/dist/2020.js` -> `ajv`, `@scope/name/x` -> `@scope/name`, `fs/promises` -> `node:fs`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  return ['fs', 'child_process'].includes(name) ? `node:${name}` : name;
}

function refusal(path: string, name: string): string | undefined {
  const homes = HOMES[name];
  if (homes !== undefined && !homes.some((home) => path.startsWith(home))) {
    return `${name} belongs in ${homes.join(' and ')}`;
  }
  if (!CORE.test(path) || !name.startsWith('node:') || CORE_MODULES[name] === path) return undefined;
  return `${name} has no place in the core`;
}

function checkFile(file: SourceFile) {
  return file.imports.flatMap(({ specifier, target, line }) => {
    const message = target === undefined ? refusal(file.path, packageOf(specifier)) : undefined;
    return message === undefined ? [] : [{ file: file.path, line, message }];
  });
}

export const packages: Rule = {
  name: 'packages',
  says: 'Every package stays in its room.',
  check: (tree: SourceTree) => tree.sources.flatMap(checkFile),
};
