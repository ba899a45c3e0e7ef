// What is written for readers: promises on the nouns and the ports, and nothing that only makes sense elsewhere.
import ts from 'typescript';
import type { Finding, Rule } from './rule.ts';
import { lineOf, type SourceFile } from './source-tree.ts';

const DOCUMENTED = /^src\/(domain|ports)\//;

function isExported(node: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
}

function nameOf(node: ts.Statement, syntax: ts.SourceFile): string {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText(syntax) ?? '';
  return 'name' in node && node.name !== undefined ? (node.name as ts.Node).getText(syntax) : '';
}

function undocumented({ path, syntax }: SourceFile): readonly Finding[] {
  return syntax.statements
    .filter((node) => isExported(node) && ts.getJSDocCommentsAndTags(node).length === 0)
    .map((node) => ({
      file: path,
      line: lineOf(syntax, node),
      message: `${nameOf(node, syntax)} has no doc comment`,
    }));
}

export const docComments: Rule = {
  name: 'doc comments',
  says: 'Every export of domain/ and ports/ says what it promises.',
  check: (tree) => tree.sources.filter(({ path }) => DOCUMENTED.test(path)).flatMap(undocumented),
};

// Put together here, so that this file does not hold what it looks for.
const FOREIGN_PATHS = ['work', 'home/[a-z]+', 'root', 'tmp/w'].map((name) => `/${name}/`);
const FOREIGN_PATH = new RegExp(`(?<![\\w.~*:/-])(?:${FOREIGN_PATHS.join('|')})`);
const ISSUE_NUMBER = /(?<![\w&#/])#\d+\b/;

function lineComments(path: string): RegExp | undefined {
  if (/\.(ts|mjs|js)$/.test(path)) return /\/\/.*$|^\s*\/?\*.*$/gm;
  if (/\.(ya?ml|sh)$|^\.ci\/|CODEOWNERS$/.test(path)) return /(?:^|\s)#.*$/gm;
  return undefined;
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

function issueNumbers(file: string, text: string): readonly Finding[] {
  const comments = lineComments(file);
  if (comments === undefined) return [];
  return [...text.matchAll(comments)]
    .filter(([comment]) => ISSUE_NUMBER.test(comment))
    .map(({ index }) => ({ file, line: lineAt(text, index), message: 'a comment names an issue by number' }));
}

function foreignPaths(file: string, text: string): readonly Finding[] {
  return text.split('\n').flatMap((line, index) => {
    const found = FOREIGN_PATH.exec(line)?.[0];
    return found === undefined
      ? []
      : [{ file, line: index + 1, message: `names ${found}, a path of one machine` }];
  });
}

export const traces: Rule = {
  name: 'traces',
  says: 'No file points at an issue number or at a path of the machine it was written on.',
  check: (tree) =>
    [...tree.texts].flatMap(([path, text]) => [...issueNumbers(path, text), ...foreignPaths(path, text)]),
};
