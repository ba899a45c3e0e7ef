// Who may import whom. A change of this table belongs into the commit that changes ARCHITECTURE.md.
import type { Finding, Rule } from './rule.ts';
import { type Import, isGenerated, roomOf, type SourceFile, type SourceTree } from './source-tree.ts';

const DOORWAYS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ports: ['domain'],
  document: ['domain'],
  formats: ['domain'],
  desired: ['domain', 'ports', 'document'],
  config: ['domain', 'ports', 'document'],
  intake: ['domain', 'ports', 'formats'],
  publish: ['domain', 'ports', 'formats'],
  actual: ['domain', 'ports', 'formats'],
  plan: ['domain'],
  metrics: ['domain'],
  report: ['domain', 'metrics'],
  audit: ['domain', 'formats'],
  apply: ['domain', 'ports', 'intake', 'publish'],
  adapters: ['domain', 'ports'],
  ledger: ['domain', 'ports'],
  reconcile: ['domain', 'ports', 'desired', 'actual', 'plan', 'apply', 'report'],
  http: ['domain', 'ports', 'report'],
  dashboard: ['domain', 'ports', 'report'],
};

/** They may import anything, compose.ts except cli. */
const FREE = ['compose', 'cli'];

const READ_SCHEMAS = ['document', 'desired', 'config'];

function isSchema(path: string): boolean {
  return /^schemas\/[^/]+\.json$/.test(path);
}

function refusal(from: string, target: string): string | undefined {
  if (from === 'cli') return undefined;
  if (isSchema(target)) return READ_SCHEMAS.includes(from) ? undefined : 'schemas are read by document alone';
  if (!target.startsWith('src/')) return 'this is outside src/';
  const to = roomOf(target);
  if (to === from) return undefined;
  if (to === 'cli') return 'nobody imports cli';
  if (to === 'compose') return 'only cli imports compose.ts';
  if (from === 'compose' || (isGenerated(target) && READ_SCHEMAS.includes(from))) return undefined;
  const allowed = DOORWAYS[from.startsWith('adapters/') ? 'adapters' : from] ?? [];
  if (allowed.includes(to)) return undefined;
  return `${from} may import ${allowed.length > 0 ? allowed.join(', ') : 'nothing of ours'}`;
}

function checkImport(file: SourceFile, { target, line }: Import): readonly Finding[] {
  const why = target === undefined ? undefined : refusal(roomOf(file.path), target);
  return why === undefined ? [] : [{ file: file.path, line, message: `imports ${target}; ${why}` }];
}

function checkRoom({ path }: SourceFile): readonly Finding[] {
  const room = roomOf(path).replace(/^adapters\/.*$/, 'adapters');
  const named = Object.hasOwn(DOORWAYS, room) || FREE.includes(room);
  const known = path === 'src/compose.ts' || (named && path.split('/').length > 2);
  return known ? [] : [{ file: path, line: 1, message: `"${room}" is no room of the doorway table` }];
}

export const doorways: Rule = {
  name: 'doorways',
  says: 'Every import goes through a doorway of the table.',
  check: (tree: SourceTree) =>
    tree.sources.flatMap((file) => [
      ...checkRoom(file),
      ...file.imports.flatMap((found) => checkImport(file, found)),
    ]),
};
