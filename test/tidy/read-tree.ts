// Reads the project's own text files: what git knows or would add, or everything where there is no git.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type SourceTree, sourceTree } from './source-tree.ts';

const SKIPPED = ['.git', '.cache', 'node_modules', 'dist', 'coverage'];
const LARGEST = 1_000_000;

function listByGit(root: string): readonly string[] | undefined {
  if (!existsSync(join(root, '.git'))) return undefined;
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const run = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  return run.status === 0 ? run.stdout.split('\0').filter(Boolean) : undefined;
}

function listByWalking(root: string, folder = root): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return SKIPPED.includes(entry.name) ? [] : listByWalking(root, path);
    return entry.isFile() ? [relative(root, path)] : [];
  });
}

function readText(file: string): string | undefined {
  const status = statSync(file, { throwIfNoEntry: false });
  if (!status?.isFile() || status.size > LARGEST) return undefined;
  const bytes = readFileSync(file);
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

/** The tree of the project whose root folder this is. */
export function readTree(root: string): SourceTree {
  const files = listByGit(root) ?? listByWalking(root);
  const texts = files.map((path) => [path, readText(join(root, path))] as const);
  return sourceTree(
    Object.fromEntries(texts.flatMap(([path, text]) => (text === undefined ? [] : [[path, text]]))),
  );
}
