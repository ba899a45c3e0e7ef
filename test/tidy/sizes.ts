// The numbers of the house style: they are about what a reader can hold in the head at once.
import ts from 'typescript';
import type { Finding, Rule } from './rule.ts';
import { isGenerated, lineOf, nodesOf, type SourceFile, type SourceTree } from './source-tree.ts';

const LIMITS = { file: 250, fileMedian: 80, fn: 70, fnP90: 30, parameters: 3 };
const WORST = 5;

interface Measured {
  readonly file: string;
  readonly line: number;
  readonly name: string;
  readonly lines: number;
}

function written(tree: SourceTree): readonly SourceFile[] {
  return tree.sources.filter((file) => !isGenerated(file.path));
}

function measureFile({ path, text }: SourceFile): Measured {
  return { file: path, line: 1, name: 'file', lines: text.replace(/\n$/, '').split('\n').length };
}

function nameOf(node: ts.SignatureDeclaration, syntax: ts.SourceFile): string | undefined {
  if (node.name !== undefined) return node.name.getText(syntax);
  const { parent } = node;
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)
    ? parent.name.getText(syntax)
    : undefined;
}

function measureFunctions({ path, syntax }: SourceFile): readonly Measured[] {
  const functions = [...nodesOf(syntax)].filter(
    (node) => ts.isFunctionLike(node) && 'body' in node && node.body,
  );
  return (functions as ts.FunctionLikeDeclaration[]).map((node) => {
    const line = lineOf(syntax, node);
    const last = syntax.getLineAndCharacterOfPosition(node.end).line + 1;
    return { file: path, line, name: nameOf(node, syntax) ?? '', lines: last - line + 1 };
  });
}

function over(measured: readonly Measured[], limit: number): readonly Finding[] {
  return measured
    .filter(({ lines }) => lines > limit)
    .map(({ file, line, name, lines }) => ({
      file,
      line,
      message: `${name || 'a nameless function'} has ${lines} lines, more than ${limit}`,
    }));
}

/** Fails when the value at this share of the sorted sizes is over the limit, and names the worst. */
function shareOver(measured: readonly Measured[], share: number, limit: number): readonly Finding[] {
  const sorted = [...measured].sort((a, b) => a.lines - b.lines);
  const at = sorted[Math.ceil(sorted.length * share) - 1];
  if (at === undefined || at.lines <= limit) return [];
  const message = `is among the largest: ${Math.round(share * 100)} % must be at most ${limit} lines, and that share is at ${at.lines}`;
  return sorted.slice(-WORST).map((worst) => ({
    file: worst.file,
    line: worst.line,
    message: `${worst.name} (${worst.lines} lines) ${message}`,
  }));
}

export const fileSizes: Rule = {
  name: 'file sizes',
  says: 'Files are at most 250 lines long, and half of them at most 80.',
  check: (tree) => {
    const files = written(tree).map(measureFile);
    return [...over(files, LIMITS.file), ...shareOver(files, 0.5, LIMITS.fileMedian)];
  },
};

export const functionSizes: Rule = {
  name: 'function sizes',
  says: 'Functions are at most 70 lines long, and nine in ten named ones at most 30.',
  check: (tree) => {
    const functions = written(tree).flatMap(measureFunctions);
    const named = functions.filter(({ name }) => name !== '');
    return [...over(functions, LIMITS.fn), ...shareOver(named, 0.9, LIMITS.fnP90)];
  },
};

/** A function handed over in a call has the parameters that the called one gives it. */
function isCallback({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) || ts.isNewExpression(parent);
}

function manyParameters({ path, syntax }: SourceFile): readonly Finding[] {
  return [...nodesOf(syntax)]
    .filter((node) => ts.isFunctionLike(node))
    .filter((node) => node.parameters.length > LIMITS.parameters && !isCallback(node))
    .map((node) => ({
      file: path,
      line: lineOf(syntax, node),
      message: `${nameOf(node, syntax) ?? 'a function'} takes ${node.parameters.length} parameters, more than ${LIMITS.parameters}`,
    }));
}

export const parameters: Rule = {
  name: 'parameters',
  says: 'A function takes at most three parameters, else one named object.',
  check: (tree) => written(tree).flatMap(manyParameters),
};
