// Names and words that have no place: in file names, in code, and in what readers of the project see.
import ts from 'typescript';
import type { Finding, Rule } from './rule.ts';
import { isGenerated, lineOf, nodesOf, type SourceFile } from './source-tree.ts';

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*(\.d)?\.ts$/;

function namesFinding(path: string): readonly Finding[] {
  const segments = path.replace(/\.ts$/, '').split('/');
  const vague = segments.flatMap((name) => name.split('-')).find((word) => /^(util|helper)s?$/.test(word));
  const base = path.slice(path.lastIndexOf('/') + 1);
  const messages = [
    vague === undefined ? undefined : `"${vague}" says nothing; name what the file does`,
    KEBAB_CASE.test(base) ? undefined : 'file names are kebab-case',
  ];
  return messages.flatMap((message) => (message === undefined ? [] : [{ file: path, line: 1, message }]));
}

export const fileNames: Rule = {
  name: 'file names',
  says: 'A file name says what the file does.',
  check: (tree) => tree.sources.flatMap(({ path }) => namesFinding(path)),
};

/** One finding for each node of a file that `complaint` has something to say about. */
function nodeRule(
  name: string,
  says: string,
  complaint: (node: ts.Node, file: SourceFile) => string | undefined,
): Rule {
  const checkFile = (file: SourceFile) =>
    [...nodesOf(file.syntax)].flatMap((node) => {
      const message = complaint(node, file);
      return message === undefined ? [] : [{ file: file.path, line: lineOf(file.syntax, node), message }];
    });
  return {
    name,
    says,
    check: (tree) => tree.sources.filter((file) => !isGenerated(file.path)).flatMap(checkFile),
  };
}

function isOf(node: ts.Node, object: string): node is ts.PropertyAccessExpression {
  return (
    ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === object
  );
}

export const consoles = nodeRule(
  'console',
  'Only the command line writes to the console.',
  (node, { path }) =>
    isOf(node, 'console') && !path.startsWith('src/cli/') ? 'console belongs in cli/' : undefined,
);

function isDefaultExport(node: ts.Node): boolean {
  if (ts.isExportAssignment(node)) return true;
  if (ts.isExportSpecifier(node)) return node.name.text === 'default';
  const modifiers = ts.canHaveModifiers(node) ? (ts.getModifiers(node) ?? []) : [];
  return modifiers.some((modifier) => modifier.kind === ts.SyntaxKind.DefaultKeyword);
}

export const defaultExports = nodeRule('default exports', 'Everything exported has one name.', (node) =>
  isDefaultExport(node) ? 'is a default export' : undefined,
);

export const anys = nodeRule('any', 'Nothing is of the type any.', (node) =>
  node.kind === ts.SyntaxKind.AnyKeyword ? 'any switches the compiler off' : undefined,
);

const CORE = /^src\/(domain|plan|metrics|report)\//;
const DATE_READER = 'src/domain/instant.ts';
const IMPURE_CALLS: readonly (readonly [string, string])[] = [
  ['Date', 'now'],
  ['Math', 'random'],
  ['performance', 'now'],
];

function impurity(node: ts.Node, { path }: SourceFile): string | undefined {
  if (!CORE.test(path)) return undefined;
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'the core is synchronous';
  if (isOf(node, 'process')) return 'the core does not look at its process';
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date') {
    const reads = (node.arguments?.length ?? 0) > 0 && path === DATE_READER;
    return reads ? undefined : `time is an argument; only ${DATE_READER} makes a Date, and only from a value`;
  }
  const call = IMPURE_CALLS.find(([object, member]) => isOf(node, object) && node.name.text === member);
  return call === undefined ? undefined : `${call.join('.')} is an argument in the core`;
}

export const purity = nodeRule(
  'purity',
  'The core knows neither clock nor chance nor process nor waiting.',
  impurity,
);
