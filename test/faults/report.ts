import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from './options.ts';
import type { Point } from './points.ts';
import type { Listener } from './run-faults.ts';

/** Tells how it goes, remembers what passed, and counts. */
export interface Report extends Listener {
  /** Says the counts, and answers with the exit code. */
  readonly end: () => number;
}

interface Count {
  points: number;
  violations: number;
}

const root = join(import.meta.dirname, '../..');

export function makeReport({ resume, seed, sample }: Pick<Options, 'resume' | 'seed' | 'sample'>): Report {
  const memory = join(root, '.cache', `faults-${digestOfCode()}.txt`);
  if (!resume) rmSync(memory, { force: true });
  const known = new Set(existsSync(memory) ? readFileSync(memory, 'utf8').split('\n') : []);
  const counts = new Map<string, Count>();
  const started = Date.now();
  mkdirSync(join(root, '.cache'), { recursive: true });
  if (sample !== null) say(`a sample of ${sample} points with --seed ${seed}`);

  function count({ scenario }: Point, violations: number): void {
    const before = counts.get(scenario.name) ?? { points: 0, violations: 0 };
    counts.set(scenario.name, {
      points: before.points + 1,
      violations: before.violations + (violations > 0 ? 1 : 0),
    });
  }

  return {
    prepared: (stage, calls) => say(`${stage}: ${calls} calls`),
    isKnown: (point) => {
      const passed = known.has(keyOf(point));
      if (passed) count(point, 0);
      return passed;
    },
    tried: (point, violations) => {
      count(point, violations.length);
      if (violations.length === 0) appendFileSync(memory, `${keyOf(point)}\n`);
      else say([`${point.number} ${keyOf(point)}`, ...violations].join('\n  - '));
    },
    end: () => {
      for (const [name, { points, violations }] of counts)
        say(`${name}: ${points} points, ${violations} violations`);
      const all = [...counts.values()];
      const failed = all.reduce((sum, { violations }) => sum + violations, 0);
      const passed = all.reduce((sum, { points }) => sum + points, 0) - failed;
      say(`${Math.round((Date.now() - started) / 1000)} s`);
      say(`${passed} passed, ${failed} failed`);
      return failed > 0 || passed === 0 ? 1 : 0;
    },
  };
}

function keyOf({ scenario, fault }: Point): string {
  return `${scenario.name}: ${fault.mode} ${fault.call}`;
}

function digestOfCode(): string {
  const hash = createHash('sha256');
  for (const folder of ['src', 'test/faults']) {
    for (const name of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()) {
      if (name.endsWith('.ts')) hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
