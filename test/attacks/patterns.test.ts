import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const length = 20_000;

interface Pattern {
  readonly where: string;
  readonly expression: RegExp;
}

function inSources(): readonly Pattern[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return files
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      const found: Pattern[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isRegularExpressionLiteral(node)) {
          const end = node.text.lastIndexOf('/');
          const expression = new RegExp(node.text.slice(1, end), node.text.slice(end + 1).replace('g', ''));
          found.push({ where: `src/${path} ${node.text}`, expression });
        }
        ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
      return found;
    });
}

function inSchemas(): readonly Pattern[] {
  return readdirSync(join(root, 'schemas')).flatMap((name) => {
    const patterns = [
      ...readFileSync(join(root, 'schemas', name), 'utf8').matchAll(/"pattern": ("(?:[^"\\]|\\.)*")/g),
    ];
    return patterns.map(([, text = '""']) => ({
      where: `schemas/${name} ${text}`,
      expression: new RegExp(JSON.parse(text), 'u'),
    }));
  });
}

// What makes a pattern go back and forth: long runs that almost match, with an end that does not.
const runs = ['a', '0', ' ', '\n', '-', '.', '/', ':', '@', '<', '&', '"', '\\', 'ä', '\u0000'];
const pairs = ['a.', 'a-', 'a/', '0.', 'a ', 'a:', ' \n', '{a}', '../', '://', 'a=', '<a', 'a,', '\\n'];
const beginnings = ['', 'https://a'];

function hostileTexts(): readonly string[] {
  return [...runs, ...pairs].flatMap((part) =>
    beginnings.map((beginning) => `${beginning}${part.repeat(length / part.length)}\u0001!`),
  );
}

// A quadratic one needs some two hundred.
const mostMs = 50;

test('No pattern of ours, in sources and schemas, takes long over a text that was made for it.', () => {
  const texts = hostileTexts();
  const patterns = [...inSources(), ...inSchemas()];
  const slow = patterns.flatMap(({ where, expression }) => {
    const worst = Math.max(...texts.map((text) => costOf(() => expression.test(text))));
    return worst < mostMs ? [] : [`${where}: ${Math.round(worst)} ms`];
  });
  expect(patterns.length).toBeGreaterThan(100);
  expect(slow).toEqual([]);
});

test('A pattern that goes back and forth would be found.', () => {
  const text = `${'a'.repeat(23)}!`;
  expect(costOf(() => /^(a+)+$/.test(text))).toBeGreaterThan(mostMs);
});

/** Milliseconds of the processor. */
function costOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
