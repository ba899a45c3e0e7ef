import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settlements } from './requirements/settlements.ts';
import type { Proof } from './requirements/standing.ts';
import { requirements } from './requirements.ts';

const root = join(import.meta.dirname, '..');
const law = readFileSync(join(root, 'docs/requirements.md'), 'utf8');
const everything = { ...requirements, ...settlements };
const proofs = Object.entries(everything).flatMap(([name, standing]) =>
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
  test.each([
    ['R', requirements],
    ['C', settlements],
  ])('and settlements are those of docs/requirements.md, each once: %s.', (letter, told) => {
    const stated = [...law.matchAll(/^\| ([RC]\d+) \| \S/gm)].map(([, name = '']) => name);
    const mine = stated.filter((name) => name.startsWith(letter));
    expect(mine).toHaveLength(new Set(mine).size);
    expect(Object.keys(told).sort()).toEqual([...mine].sort());
  });

  test('are shown or open, and never both; what is missing is one sentence.', () => {
    for (const [name, standing] of Object.entries(everything)) {
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
    const scenarios = proofs.filter(({ name, proof }) => name.startsWith('R') && proof.file.endsWith('.md'));
    const silent = scenarios.filter(({ name, proof }) => !citedIn(textOf(proof)).has(name));
    expect(silent.map(({ name, proof }) => `${name}: ${proof.file}`)).toEqual([]);
  });
});
