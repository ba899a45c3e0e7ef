// What the imports say as a whole: no cycles, no dead files, no schema that nobody reads, no barrels.
import ts from 'typescript';
import type { Finding, Rule } from './rule.ts';
import type { SourceFile, SourceTree } from './source-tree.ts';

const MAIN = 'src/cli/main.ts';

type Graph = ReadonlyMap<string, readonly string[]>;

function graphOf(tree: SourceTree, withTypes: boolean): Graph {
  const known = new Set(tree.sources.map((file) => file.path));
  const edges = (file: SourceFile) =>
    file.imports
      .filter((found) => withTypes || !found.typeOnly)
      .flatMap(({ target }) => (target !== undefined && known.has(target) ? [target] : []));
  return new Map(tree.sources.map((file) => [file.path, edges(file)]));
}

function reachable(graph: Graph, starts: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    waiting.push(...(graph.get(path) ?? []));
  }
  return seen;
}

function cycleFinding(graph: Graph, path: string): readonly Finding[] {
  const targets = graph.get(path) ?? [];
  const back = targets.filter((target) => reachable(graph, [target]).has(path));
  return back.map((target) => ({ file: path, line: 1, message: `is in an import cycle through ${target}` }));
}

export const cycles: Rule = {
  name: 'cycles',
  says: 'No file imports itself over value imports, however long the way.',
  check: (tree) => {
    const graph = graphOf(tree, false);
    return [...graph.keys()].flatMap((path) => cycleFinding(graph, path));
  },
};

export const deadFiles: Rule = {
  name: 'dead files',
  says: 'Every source file is reachable from the command line.',
  check: (tree) => {
    const alive = reachable(graphOf(tree, true), [MAIN]);
    const dead = tree.sources.filter((file) => !alive.has(file.path));
    return dead.map(({ path }) => ({ file: path, line: 1, message: `is not reachable from ${MAIN}` }));
  },
};

function isRead(tree: SourceTree, schema: string): boolean {
  const name = schema.slice('schemas/'.length);
  const literal = ["'", '/'].map((before) => `${before}${name}'`);
  return tree.sources.some((file) => literal.some((text) => file.text.includes(text)));
}

export const schemas: Rule = {
  name: 'schemas',
  says: 'Every schema is read by the program.',
  check: (tree) => {
    const all = [...tree.texts.keys()].filter((path) => /^schemas\/.*\.json$/.test(path));
    const orphans = all.filter((path) => !isRead(tree, path));
    return orphans.map((file) => ({ file, line: 1, message: 'is read by no source file' }));
  },
};

function isPassedOn(statement: ts.Statement): boolean {
  return ts.isExportDeclaration(statement) || ts.isImportDeclaration(statement);
}

function isBarrel({ path, syntax }: SourceFile): boolean {
  if (path.endsWith('/index.ts')) return true;
  return syntax.statements.some(ts.isExportDeclaration) && syntax.statements.every(isPassedOn);
}

export const barrels: Rule = {
  name: 'barrels',
  says: 'No file exists only to pass on what others export.',
  check: (tree) =>
    tree.sources.filter(isBarrel).map(({ path }) => ({ file: path, line: 1, message: 'is a barrel' })),
};
