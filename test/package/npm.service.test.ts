import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { librariesOf, readJson } from '../../scripts/package/libraries.ts';
import { packNpm } from '../../scripts/package/pack-npm.ts';

const root = join(import.meta.dirname, '../..');
const { version } = readJson<{ readonly version: string }>(join(root, 'package.json'));

let work: string;
let program: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'npm-package-'));
  const tarball = await packNpm(root, work);
  // As `npm install` puts it there, but for the network: the package and what the lock pins for running, nothing else.
  const installed = join(work, 'node_modules/stagepost');
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', tarball, '-C', installed, '--strip-components=1']);
  for (const { path } of librariesOf(root)) {
    if (!path.startsWith('node_modules/better-sqlite3/')) copyLibrary(path);
  }
  program = join(
    installed,
    readJson<{ bin: { stagepost: string } }>(join(installed, 'package.json')).bin.stagepost,
  );
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function copyLibrary(path: string): void {
  // Sources of libraries in C are large, and nobody reads them here.
  const filter = (source: string) => !/\.(?:c|h|cpp|hpp)$/.test(source);
  cpSync(join(root, path), join(work, path), { recursive: true, filter });
}

function stagepost(args: readonly string[], cwd = work): string {
  const env = { PATH: process.env.PATH, HOME: work, TMPDIR: tmpdir() };
  return execFileSync(process.execPath, [program, ...args], { cwd, env, encoding: 'utf8' });
}

describe('The npm package', () => {
  test('holds the built program and what goes with it, and no source, test or tool of the project.', () => {
    const installed = join(work, 'node_modules/stagepost');
    expect(readdirSync(installed).sort()).toEqual([
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'deploy',
      'dist',
      'docs',
      'package.json',
      'schemas',
      'scripts',
    ]);
    expect(readdirSync(join(installed, 'scripts'))).toEqual(['stagepost.mjs']);
    const files = readdirSync(installed, { recursive: true }).map(String);
    expect(files).toContain('deploy/systemd/stagepost.service');
    expect(files.filter((file) => /\.ts$|\.map$|(?:^|\/)test(?:\/|$)/.test(file))).toEqual([]);
  });

  test('says its version.', () => {
    expect(stagepost(['--version'])).toBe(`${version}\n`);
  });

  test('makes a release repository in an empty folder and finds nothing wrong with it.', () => {
    const folder = join(work, 'empty');
    mkdirSync(folder);
    const places = ['--host', 'host.yaml', '--state', 'state', '--publish', 'www'];
    expect(stagepost(['init', 'releases', ...places], folder)).toContain('signing key');
    expect(stagepost(['validate'], join(folder, 'releases'))).toBe('0 releases checked, no problem found.\n');
    expect(readdirSync(join(folder, 'releases/schemas'))).toContain('release.schema.json');
  });

  test('opens its database with the binary that a library brings along.', () => {
    const host = join(work, 'empty/host.yaml');
    expect(stagepost(['queue', 'list', '--host', host])).toBeTypeOf('string');
  });
});
