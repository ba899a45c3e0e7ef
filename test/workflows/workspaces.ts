// Folders as `actions/checkout` leaves them.
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { projectRoot } from './workflow.ts';

/** Runs git as somebody who merges pull requests. */
export function git(dir: string, ...args: readonly string[]): string {
  const reviewer = ['-c', 'user.name=A reviewer', '-c', 'user.email=reviewer@example.org'];
  return execaSync('git', [...reviewer, ...args], { cwd: dir }).stdout;
}

/** This project's files as they are now, installed: the packages are those of this machine, under the same stamp. */
export function copyProduct(to: string): void {
  const listed = execaSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
  });
  for (const path of listed.stdout.split('\0').filter(Boolean)) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(projectRoot, path), join(to, path), { force: true });
  }
  installIn(to);
}

/** Lets the bootstrap find everything installed, so that it never changes the packages of this machine. */
export function installIn(dir: string): void {
  symlinkSync(join(projectRoot, 'node_modules'), join(dir, 'node_modules'));
  mkdirSync(join(dir, '.cache'), { recursive: true });
  const lock = readFileSync(join(dir, 'package-lock.json'));
  writeFileSync(join(dir, '.cache/installed'), `${createHash('sha256').update(lock).digest('hex')}\n`);
}

/** A repository whose main holds the files of a folder. */
export function commitAll(dir: string): void {
  git(dir, 'init', '--quiet', '--initial-branch=main');
  writeFileSync(join(dir, '.git/info/exclude'), 'node_modules\n.cache\n');
  git(dir, 'add', '--all');
  git(dir, 'commit', '--quiet', '--message', 'all');
}

/** A clone with every branch, at the merge of a pull request that edits files and is not merged at its origin. */
export function checkOutMerge(
  origin: string,
  to: string,
  edits: Readonly<Record<string, (text: string) => string>>,
): void {
  git(dirname(to), 'clone', '--quiet', origin, to);
  git(to, 'switch', '--quiet', '--create', 'change');
  for (const [path, edit] of Object.entries(edits))
    writeFileSync(
      join(to, path),
      edit(existsSync(join(to, path)) ? readFileSync(join(to, path), 'utf8') : ''),
    );
  git(to, 'add', '--all');
  git(to, 'commit', '--quiet', '--allow-empty', '--message', 'a change');
  git(to, 'switch', '--quiet', '--detach', 'main');
  git(to, 'merge', '--quiet', '--no-ff', '--message', 'merge', 'change');
  git(to, 'branch', '--quiet', '--delete', '--force', 'change');
}
