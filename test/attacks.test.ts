import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judgeRow, rowsOf } from '../scripts/attacks/judge-rows.ts';
import { attacks } from './attacks.ts';
import { open, shownBy, tests } from './requirements/standing.ts';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/attacks.md'), 'utf8');

function textOf(file: string): string {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : '';
}

describe('The attacks', () => {
  test('are those of docs/attacks.md, numbered from 1 without a gap, each once.', () => {
    const rows = rowsOf(page).map(({ row }) => Number(row));
    expect(rows).toEqual(rows.map((_none, at) => at + 1));
    const listed = Object.keys(attacks).map(Number);
    expect(listed.sort((a, b) => a - b)).toEqual(rows);
  });

  test('are played by tests that exist, or open with one sentence.', () => {
    const missing = Object.entries(attacks).flatMap(([row, standing]) => {
      if ('open' in standing)
        return /^\p{Lu}[^.]*\.$/u.test(standing.open) ? [] : [`${row}: ${standing.open}`];
      const absent = standing.shown.filter(({ file, title }) => !textOf(file).includes(title));
      return absent.map(({ file, title }) => `${row}: ${file}: ${title}`);
    });
    expect(missing).toEqual([]);
  });
});

describe('A row', () => {
  const standing = shownBy(tests('a', 'one', 'two'));
  const ran = (title: string, status: string) => ({ file: 'test/a.test.ts', title, status });

  test('has passed when each named title ran and passed.', () => {
    const good = [ran('group one', 'passed'), ran('two', 'passed'), ran('three', 'failed')];
    expect(judgeRow(standing, good)).toEqual({ result: 'passed', note: '2 tests' });
  });

  test('has failed when a named title did not run, was skipped, or failed.', () => {
    expect(judgeRow(standing, [ran('one', 'passed')]).result).toBe('failed');
    for (const status of ['failed', 'skipped'])
      expect(judgeRow(standing, [ran('one', 'passed'), ran('two', status)]).result).toBe('failed');
    expect(judgeRow(standing, [{ ...ran('one', 'passed'), file: 'b' }, ran('two', 'passed')]).result).toBe(
      'failed',
    );
    expect(judgeRow(undefined, []).result).toBe('failed');
  });

  test('is open when its defence is not built.', () => {
    expect(judgeRow(open('Not yet.'), [])).toEqual({ result: 'open', note: 'Not yet.' });
  });
});
