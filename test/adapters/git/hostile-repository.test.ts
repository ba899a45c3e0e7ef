import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkBranch, checkRepository } from '../../../src/adapters/git/check-address.ts';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { mirrorOf } from './git-bench.ts';
import { makeRepository, scratchFolder } from './git-fixture.ts';

async function openWith(prepare: (source: ReturnType<typeof makeRepository>) => void) {
  const folder = scratchFolder();
  const source = makeRepository(path.join(folder, 'source'));
  prepare(source);
  const mirror = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  onTestFinished(() => mirror.close());
  return { folder, source, mirror };
}

test('Files with hostile names are told as they are, in the tree and in the commits.', async () => {
  const names = [
    'releases/umd-5/--upload-pack=touch x.yaml',
    'releases/umd-5/\t:100644 tab.yaml',
    'releases/umd-5/a "quoted" name\\.yaml',
    'releases/umd-5/line\nbreak.yaml',
    'releases/umd-5/naïve-☃.yaml',
  ].sort();
  const { mirror } = await openWith((source) => {
    source.commit(Object.fromEntries(names.map((name) => [name, `content of ${name}`])));
  });
  const { commit } = await mirror.history.head();
  const tree = await mirror.history.tree(commit);
  expect(tree.map((entry) => entry.path).sort()).toEqual(names);
  const contents = await mirror.history.blobs(tree.map((entry) => entry.blob));
  expect(contents.map((content) => Buffer.from(content).toString())).toEqual(
    tree.map((entry) => `content of ${entry.path}`),
  );
  const [only] = await mirror.history.commits(null, commit);
  expect(only?.changed.map((change) => change.path).sort()).toEqual(names);
});

test('Symbolic links, submodules and executable files show their modes, and a submodule has no blob.', async () => {
  const { mirror } = await openWith((source) => {
    const target = source.git(['hash-object', '-w', '--stdin'], { input: '../../../etc/passwd' });
    const add = (mode: string, id: string, name: string) =>
      source.git(['update-index', '--add', '--cacheinfo', `${mode},${id},releases/umd-5/${name}`]);
    add('120000', target, 'link.yaml');
    add('160000', 'c'.repeat(40), 'module.yaml');
    add('100755', target, 'program.yaml');
    source.git(['commit', '--quiet', '-m', 'odd']);
  });
  const { commit } = await mirror.history.head();
  expect((await mirror.history.tree(commit)).map((entry) => [entry.mode, path.basename(entry.path)])).toEqual(
    [
      ['120000', 'link.yaml'],
      ['160000', 'module.yaml'],
      ['100755', 'program.yaml'],
    ],
  );
  const [only] = await mirror.history.commits(null, commit);
  expect(only?.changed.map((change) => change.blob === null)).toEqual([false, true, false]);
});

test('Neither hooks nor filters nor attributes of the release repository run anything in the mirror.', async () => {
  const { folder, mirror } = await openWith((source) => {
    source.commit({ '.gitattributes': '* filter=evil text eol=crlf\n', 'releases/umd-5/a.yaml': 'a\n' });
  });
  const marker = path.join(folder, 'ran');
  const hooks = path.join(folder, 'mirror.git', 'hooks');
  mkdirSync(hooks);
  writeFileSync(path.join(hooks, 'reference-transaction'), `#!/bin/sh\ntouch '${marker}'\n`, { mode: 0o755 });
  const { commit } = await mirror.history.head();
  const [, file] = await mirror.history.tree(commit);
  const [content] = await mirror.history.blobs(file === undefined ? [] : [file.blob]);
  expect(Buffer.from(content ?? []).toString()).toBe('a\n');
  expect(existsSync(marker)).toBe(false);
});

test('A replaced object does not change what is read.', async () => {
  const { folder, source, mirror } = await openWith((fixture) => {
    fixture.commit({ 'releases/umd-5/a.yaml': 'true\n' });
  });
  const { commit } = await mirror.history.head();
  const other = source.commit({ 'releases/umd-5/a.yaml': 'false\n' });
  await mirror.history.head();
  source.git(['--git-dir', path.join(folder, 'mirror.git'), 'replace', commit, other]);
  const [file] = await mirror.history.tree(commit);
  const [content] = await mirror.history.blobs(file === undefined ? [] : [file.blob]);
  expect(Buffer.from(content ?? []).toString()).toBe('true\n');
});

test('An operand that is no object name never reaches git.', async () => {
  const { mirror } = await openWith((source) => {
    source.commit({ a: '' });
  });
  const hostile = '--output=/tmp/x' as CommitSha;
  const failed = { failure: { code: 'git-failed' } };
  await expect(mirror.history.tree(hostile)).rejects.toMatchObject(failed);
  await expect(mirror.history.commits(hostile, hostile)).rejects.toMatchObject(failed);
  await expect(mirror.history.isOnLine(hostile, hostile)).rejects.toMatchObject(failed);
});

test('A main branch that is gone is a failure, not an empty history.', async () => {
  const { source, mirror } = await openWith((fixture) => {
    fixture.commit({ a: '' });
  });
  await mirror.history.head();
  source.git(['branch', '--quiet', '-m', 'main', 'trunk']);
  await expect(mirror.history.head()).rejects.toMatchObject({ failure: { code: 'git-failed' } });
});

test('A mirror that a killed process left locked is usable once the lock is old.', async () => {
  const { folder, source, mirror } = await openWith((fixture) => {
    fixture.commit({ a: '' });
  });
  await mirror.history.head();
  await mirror.close();
  const head = source.commit({ a: 'x' });
  const lock = path.join(folder, 'mirror.git', 'refs', 'remotes', 'origin', 'main.lock');
  writeFileSync(lock, '');
  const fresh = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  await expect(fresh.history.head()).rejects.toMatchObject({ failure: { code: 'git-failed' } });
  utimesSync(lock, 1, 1);
  const again = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
  expect((await again.history.head()).commit).toBe(head);
});

test.each([
  '/srv/git/releases.git',
  'https://git.example.org/releases.git',
  'ssh://git@git.example.org:2222/releases.git',
])('The address %s is taken as it is.', (address) => {
  expect(checkRepository(address)).toBe(address);
});

test.each([
  '',
  'releases.git',
  '--upload-pack=touch /tmp/x',
  'ext::sh -c touch% /tmp/x',
  'EXT::sh -c touch% /tmp/x',
  'http://git.example.org/releases.git',
  'file:///srv/git/releases.git',
  'git@git.example.org:releases.git',
  'ssh://-oProxyCommand=touch/releases.git',
  'ssh://-oProxyCommand@git.example.org/releases.git',
  'ssh://%2doProxyCommand@git.example.org/releases.git',
  '/srv/git\n/releases.git',
])('The address "%s" is refused.', (address) => {
  expect(() => checkRepository(address)).toThrow('not usable');
});

test.each(['main', 'stagepost-record', 'team/main_2.0'])('The branch %s is taken.', (name) => {
  expect(checkBranch(name)).toBe(name);
});

test.each([
  '',
  '-main',
  '--all',
  'a..b',
  'a//b',
  'a/',
  'a.lock',
  'a/.b',
  'a.',
  'a b',
  'a:b',
  '*',
  'a@{1}',
  'a\nb',
])('The branch "%s" is refused.', (name) => {
  expect(() => checkBranch(name)).toThrow('name of a branch');
});
