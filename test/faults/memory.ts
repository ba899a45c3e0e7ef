import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
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

/** Of everything that a run loads, of how it is tried, and of the libraries: work on pages makes nothing void. */
function digestOfCode(): string {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const here = readdirSync(import.meta.dirname).map((name) => join(import.meta.dirname, name));
  const files = new Set([...here, ...filesLoadedBy(join(import.meta.dirname, 'killed-run.ts'))]);
  for (const file of [...files].sort()) hash.update(relative(root, file)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

function filesLoadedBy(entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  for (const file of found) {
    const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import) '(\.{1,2}\/[^']+)'/g);
    for (const [, path = ''] of imports) found.add(join(dirname(file), path));
  }
  return found;
}
