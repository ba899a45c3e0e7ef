import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Point } from './points.ts';

const root = join(import.meta.dirname, '../..');

/** What passed with this code, so that a run of hours can go on where the last one ended. */
export interface Memory {
  readonly has: (point: Point) => boolean;
  readonly add: (point: Point) => void;
}

export function openMemory({ resume }: { readonly resume: boolean }): Memory {
  const file = join(root, '.cache', `faults-${digestOfCode()}.txt`);
  mkdirSync(join(root, '.cache'), { recursive: true });
  if (!resume) rmSync(file, { force: true });
  const known = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  return {
    has: (point) => known.has(nameOf(point)),
    add: (point) => appendFileSync(file, `${nameOf(point)}\n`),
  };
}

/** The same in every run. */
export function nameOf({ scenario, fault }: Point): string {
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
