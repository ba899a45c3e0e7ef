import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { transitions } from '../src/domain/lifecycle.ts';
import { contradictionRows, metricRows, transitionRows } from './requirements/rows.ts';
import type { Proof } from './requirements/standing.ts';
import { requirements } from './requirements.ts';

const root = join(import.meta.dirname, '..');
const law = readFileSync(join(root, 'docs/requirements.md'), 'utf8');
const rows = { ...transitionRows, ...metricRows, ...contradictionRows };
const proofs = Object.entries({ ...requirements, ...rows }).flatMap(([name, standing]) =>
  'shown' in standing ? standing.shown.map((proof) => ({ name, proof })) : [],
);

function textOf({ file }: Proof): string {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
}

/** The requirements that a text cites, ranges such as R67-R69 taken apart. */
function citedIn(text: string): ReadonlySet<string> {
  const ranges = [...text.matchAll(/\bR(\d+)(?:[-–]R(\d+))?/g)];
  return new Set(
    ranges.flatMap(([, first, last]) => {
      const [from, to] = [Number(first), Number(last ?? first)];
      return Array.from({ length: to - from + 1 }, (_none, n) => `R${from + n}`);
    }),
  );
}

describe('The requirements', () => {
  test('are those of docs/requirements.md, each once.', () => {
    const stated = [...law.matchAll(/^\| (R\d+) \| \S/gm)].map(([, name]) => name);
    expect(stated).toHaveLength(new Set(stated).size);
    expect(Object.keys(requirements).sort()).toEqual([...stated].sort());
  });

  test('have a row for each step, metric and settled contradiction of the law.', () => {
    const cells = (heading: string) => {
      const section = law.slice(law.indexOf(`## ${heading}`)).split('\n## ')[0] ?? '';
      const lines = section
        .split('\n')
        .filter((line) => /^\| (?!-|From|Operation|Metric \||C \|)/.test(line));
      return lines.map((line) => line.split(' | ').map((cell) => cell.replace(/^\| /, '').trim()));
    };
    const steps = cells('Transitions').filter(([from]) => from !== 'rollback' && from !== 'withdraw');
    expect(Object.keys(transitionRows)).toEqual(steps.map(([from, to]) => `${from} -> ${to}`));
    expect(Object.keys(metricRows)).toEqual(cells('Metrics').map(([name]) => name));
    const settled = cells('How contradictions were settled').map(([name]) => name);
    expect(Object.keys(contradictionRows)).toEqual(settled);
  });

  test('have the steps that the program has.', () => {
    const listed = Object.keys(transitionRows).filter(
      (row) => !/nothing|any|asked for|-> Deferred/.test(row),
    );
    expect(transitions.map(({ from, to }) => `${from} -> ${to}`).sort()).toEqual(listed.sort());
  });

  test('are shown or open, and never both; what is missing is one sentence.', () => {
    for (const [name, standing] of Object.entries({ ...requirements, ...rows })) {
      expect(Object.keys(standing), name).toHaveLength(1);
      if ('open' in standing)
        expect(standing.open, name).toMatch(/^(\p{Lu}|`|release\.xml)[^.!?]*(\.[a-z]+[^.!?]*)*\.$/u);
    }
  });
});

describe('A test that shows a requirement', () => {
  test('exists and has the title that is named.', () => {
    const missing = proofs.filter(({ proof }) => !textOf(proof).includes(proof.title));
    expect(missing.map(({ name, proof }) => `${name}: ${proof.file}: ${proof.title}`)).toEqual([]);
  });

  test('is a test or a scenario that is run.', () => {
    const other = proofs.filter(({ proof: { file } }) => {
      if (/^test\/scenarios\/[^/]+\/README\.md$/.test(file)) return false;
      return !/^test\/.+\.test\.ts$/.test(file) && !/^test\/contracts\/[^/]+\.ts$/.test(file);
    });
    expect(other.map(({ name, proof }) => `${name}: ${proof.file}`)).toEqual([]);
  });

  test('cites the requirement when it is a scenario.', () => {
    const scenarios = proofs.filter(({ proof }) => proof.file.endsWith('.md'));
    const silent = scenarios.filter(
      ({ name, proof }) => /^R\d/.test(name) && !citedIn(textOf(proof)).has(name),
    );
    expect(silent.map(({ name, proof }) => `${name}: ${proof.file}`)).toEqual([]);
  });
});
