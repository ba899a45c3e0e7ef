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
  'node:net': OUTSIDE,
  'node:tls': OUTSIDE,
  'node:https': OUTSIDE,
  'node:dns': OUTSIDE,
  'openid-client': ['src/adapters/oidc/'],
  'basic-ftp': ['src/adapters/ftp/'],
  nodemailer: ['src/adapters/mail/'],
  kysely: ['src/ledger/'],
  'better-sqlite3': ['src/ledger/'],
  fastify: ['src/http/'],
  '@fastify/rate-limit': ['src/http/'],
  '@fastify/swagger': ['src/http/'],
  pino: ['src/adapters/log/'],
  'prom-client': ['src/http/metrics/'],
  commander: ['src/cli/'],
  preact: ['src/dashboard/element.ts'],
  'preact-render-to-string': ['src/dashboard/page.ts'],
  '@observablehq/plot': ['src/dashboard/plots/'],
  linkedom: ['src/dashboard/plots/drawing.ts'],
  chokidar: ['src/reconcile/triggers.ts'],
};

/** In the core, a Node module is a way out of it. */
const CORE = /^src\/(domain|plan|metrics|report)\//;
const CORE_MODULES: Readonly<Record<string, string>> = { 'node:crypto': 'src/domain/digest.ts' };

/** `ajv/dist/2020.js` -> `ajv`, `@scope/name/x` -> `@scope/name`, `fs/promises` -> `node:fs`. */
function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
  const bare = name.replace(/^node:([a-z_]+)\/.*$/, 'node:$1');
  return ['fs', 'child_process', 'net', 'tls', 'https', 'dns'].includes(bare) ? `node:${bare}` : bare;
}

function refusal(path: string, name: string): string | undefined {
  if (CORE.test(path) && name.startsWith('node:')) {
    return CORE_MODULES[name] === path ? undefined : `${name} has no place in the core`;
  }
  const homes = HOMES[name];
  if (homes === undefined || homes.some((home) => path.startsWith(home))) return undefined;
  return `${name} belongs in ${homes.join(' and ')}`;
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
