import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An npm package that the program needs when it runs. */
export interface Library {
  /** Below the project, such as `node_modules/yaml`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  /** Its whole text, with the names of those who hold the copyright. */
  readonly licenseText: string;
  /** Commands of its own, below its folder; none of ours starts them. */
  readonly commands: readonly string[];
}

interface LockEntry {
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly version: string;
}

interface Manifest {
  readonly name: string;
  readonly license?: string;
  readonly bin?: string | Readonly<Record<string, string>>;
}

const LICENSE = /^(?:licen[cs]e|copying|unlicense|notice)/i;

// Headers for those who compile better-sqlite3, whose binaries are ready.
const COMPILE_ONLY = 'node-addon-api';

/** What package-lock.json pins for running and what is installed of it, in the order of the lock. */
export function librariesOf(root: string): readonly Library[] {
  const lock = readJson<{ readonly packages: Readonly<Record<string, LockEntry>> }>(
    join(root, 'package-lock.json'),
  );
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && entry.dev !== true && !path.endsWith(`/${COMPILE_ONLY}`))
    .filter(([path, entry]) => entry.optional !== true || existsSync(join(root, path)))
    .map(([path, { version }]) => libraryAt(root, path, version));
}

function libraryAt(root: string, path: string, version: string): Library {
  const { name, license = 'unknown', bin = {} } = readJson<Manifest>(join(root, path, 'package.json'));
  const commands = typeof bin === 'string' ? [bin] : Object.values(bin);
  const licenseText = licenseTextIn(join(root, path)) ?? `${name} says: ${license}`;
  return { path, name, version, license, licenseText, commands: [...new Set(commands)] };
}

function licenseTextIn(folder: string): string | undefined {
  const texts = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && LICENSE.test(entry.name))
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.length === 0 ? undefined : texts.join('\n\n');
}

/** A JSON file that the project or npm has written. */
export function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}
