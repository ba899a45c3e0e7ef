import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pageAt, projectRoot } from './pages.ts';

const page = pageAt('docs/operate/troubleshooting.md').text;
const failures = readFileSync(join(projectRoot, 'src/domain/failure.ts'), 'utf8');

describe('The page about what is wrong', () => {
  test('has every code of a failure, and no other.', () => {
    const [union = ''] = /export type FailureCode =[^;]+;/.exec(failures) ?? [];
    const codes = [...union.matchAll(/'([a-z-]+)'/g)].map(([, code]) => code);
    const headings = [...page.matchAll(/^### (.*)$/gm)].flatMap(([, heading = '']) =>
      [...heading.matchAll(/`([a-z-]+)`/g)].map(([, code]) => code),
    );
    expect(codes.length).toBeGreaterThan(20);
    expect(headings.sort()).toEqual(codes.sort());
  });

  test('quotes messages that the program has.', () => {
    const sources = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' });
    const rooms = sources
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(join(projectRoot, 'src', path), 'utf8'));
    const quoted = [...page.matchAll(/^\| `([^`]+)` \|/gm)].map(([, message = '']) => message);
    const unknown = quoted.filter((message) => {
      const parts = message.split('…').filter((part) => part.trim().length > 2);
      return !rooms.some((text) => parts.every((part) => text.includes(part)));
    });
    expect(quoted.length).toBeGreaterThan(40);
    expect(unknown).toEqual([]);
  });
});
