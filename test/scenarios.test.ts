import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readSteps } from './scenarios/read-steps.ts';
import { tellScenario } from './scenarios/tell-scenario.ts';

const root = join(import.meta.dirname, 'scenarios');
const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
const names = folders.map((entry) => entry.name).sort();

function read(name: string, file: string): string {
  return readFileSync(join(root, name, file), 'utf8');
}

/** The policy of the scenario, or the one that most of them share. */
function policyOf(name: string): string {
  const own = readdirSync(join(root, name)).includes('stagepost.yaml');
  return read(own ? name : '.', 'stagepost.yaml');
}

describe('a scenario goes as its folder tells it', () => {
  test.each(names)('%s', async (name) => {
    const told = await tellScenario(policyOf(name), readSteps(read(name, 'steps.yaml')));
    if (process.env.UPDATE_SCENARIOS === '1') writeFileSync(join(root, name, 'expected.txt'), told);
    expect(told).toBe(read(name, 'expected.txt'));
  });

  test.each(names)('%s says in two lines what it shows and which requirements', (name) => {
    const [title, text, ...more] = read(name, 'README.md').trimEnd().split('\n');
    expect(title).toMatch(/^# .+/);
    expect(text).toMatch(/\bR\d+/);
    expect(more).toEqual([]);
  });

  test('and every folder holds the three files that a reader needs', () => {
    expect(names.length).toBeGreaterThan(13);
    for (const name of names)
      expect(readdirSync(join(root, name)), name).toEqual(
        expect.arrayContaining(['README.md', 'expected.txt', 'steps.yaml']),
      );
  });
});
