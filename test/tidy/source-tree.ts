// The tree that the rules look at: source files parsed once, and every other text file as text.
import { dirname, join, normalize } from 'node:path/posix';
import ts from 'typescript';

export interface Import {
  readonly line: number;
  readonly specifier: string;
  /** The file of this tree that a relative specifier names, whether it exists or not. */
  readonly target: string | undefined;
  /** Erased before the program runs, so that it cannot close a cycle. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
  readonly imports: readonly Import[];
}

export interface SourceTree {
  /** Files below src/, sorted by path. */
  readonly sources: readonly SourceFile[];
  /** Every text file of the project by path, src/ included. */
  readonly texts: ReadonlyMap<string, string>;
}

export function lineOf(syntax: ts.SourceFile, node: ts.Node): number {
  return syntax.getLineAndCharacterOfPosition(node.getStart(syntax)).line + 1;
}

/** All nodes below `root`, parents before children. */
export function* nodesOf(root: ts.Node): Generator<ts.Node> {
  const children: ts.Node[] = [];
  ts.forEachChild(root, (child) => {
    children.push(child);
  });
  for (const child of children) {
    yield child;
    yield* nodesOf(child);
  }
}

function textOf(node: ts.Node | undefined): string | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node.text : undefined;
}

function isImportCall(node: ts.Node): node is ts.CallExpression {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

function readSpecifier(node: ts.Node): { specifier: string | undefined; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node)) {
    const typeOnly = node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { specifier: textOf(node.moduleSpecifier), typeOnly };
  }
  if (ts.isExportDeclaration(node)) {
    return { specifier: textOf(node.moduleSpecifier), typeOnly: node.isTypeOnly };
  }
  if (isImportCall(node)) return { specifier: textOf(node.arguments[0]), typeOnly: false };
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return { specifier: textOf(node.argument.literal), typeOnly: true };
  }
  return undefined;
}

function importsOf(path: string, syntax: ts.SourceFile): readonly Import[] {
  return [...nodesOf(syntax)].flatMap((node) => {
    const found = readSpecifier(node);
    if (found?.specifier === undefined) return [];
    const { specifier, typeOnly } = found;
    const target = specifier.startsWith('.') ? normalize(join(dirname(path), specifier)) : undefined;
    return [{ line: lineOf(syntax, node), specifier, target, typeOnly }];
  });
}

function readSource(path: string, text: string): SourceFile {
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  return { path, text, syntax, imports: importsOf(path, syntax) };
}

/** The tree of these files, path -> text. */
export function sourceTree(files: Readonly<Record<string, string>>): SourceTree {
  const entries = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  const sources = entries.filter(([path]) => path.startsWith('src/') && path.endsWith('.ts'));
  return { sources: sources.map(([path, text]) => readSource(path, text)), texts: new Map(entries) };
}

/** Written by a program from schemas/, so nobody can make them shorter or nicer. */
export function isGenerated(path: string): boolean {
  return path.startsWith('src/document/generated/');
}

/** The room of a file: its folder below src/, `adapters/<system>`, or a lone file's own name. */
export function roomOf(path: string): string {
  const [, first = '', second = ''] = path.split('/');
  if (first === 'adapters') return `adapters/${second}`;
  return first.replace(/\.ts$/, '');
}
