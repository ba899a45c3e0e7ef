import { cpSync, readdirSync } from 'node:fs';
import { extname, join, normalize, relative } from 'node:path';
import type { Library } from './libraries.ts';

// What Node.js can load. Documents, types, sources of other languages and the like stay behind.
const LOADED = new Set(['.js', '.mjs', '.cjs', '.json', '.node']);
const NEVER_LOADED_FOLDERS = new Set([
  'benchmark',
  'benchmarks',
  'docs',
  'example',
  'examples',
  'scripts',
  'test',
  'tests',
  'tools',
]);

/** Copies what runs of a library, from the project to a tree. */
export function copyLibrary(root: string, library: Library, to: string): void {
  const from = join(root, library.path);
  for (const path of loadedFiles(from, library))
    cpSync(join(from, path), join(to, library.path, path), { recursive: true });
}

function loadedFiles(from: string, library: Library): readonly string[] {
  const commands = new Set(library.commands.map(normalize));
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(from, join(entry.parentPath, entry.name)))
    .filter((path) => mayBeLoaded(path) && !commands.has(path));
}

/** Whether a file of a library, by its path in there, can be needed when the program runs here. */
export function mayBeLoaded(path: string): boolean {
  const names = path.split('/');
  const folders = names.slice(0, -1);
  // Libraries inside of this one are libraries of their own.
  if (folders.includes('node_modules') || NEVER_LOADED_FOLDERS.has(folders[0] ?? '')) return false;
  if (folders[0] === 'prebuilds') return path === `prebuilds/${process.platform}-${process.arch}.node`;
  return LOADED.has(extname(path)) && !names.some((name) => name.startsWith('.'));
}
