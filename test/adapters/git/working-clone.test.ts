import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openWorkingClone } from '../../../src/adapters/git/open-working-clone.ts';
import { emptyRecord } from '../../../src/domain/record.ts';
import { mirrorOf } from './git-bench.ts';
import { type GitFixture, makeRepository, scratchFolder } from './git-fixture.ts';

const recordBranch = 'stagepost-record';

async function openClone(dir: string, revision?: string) {
  const clone = await openWorkingClone({
    dir,
    recordBranch,
    ...(revision === undefined ? {} : { revision }),
  });
  onTestFinished(() => clone.close());
  return clone;
}

function makeClone(): GitFixture {
  return makeRepository(path.join(scratchFolder(), 'clone'));
}

test('The head of a clone is HEAD, or the revision that was asked for.', async () => {
  const source = makeClone();
  const first = source.commit({ a: '1' });
  const second = source.commit({ a: '2' });
  expect(await (await openClone(source.dir)).history.head()).toMatchObject({ commit: second, position: 2 });
  expect(await (await openClone(source.dir, 'HEAD~1')).history.head()).toMatchObject({
    commit: first,
    position: 1,
  });
});

test.each(['--all', 'nothing', 'HEAD:a', '-n1'])('The revision %s is no commit.', async (revision) => {
  const source = makeClone();
  source.commit({ a: '1' });
  const clone = await openClone(source.dir, revision);
  await expect(clone.history.head()).rejects.toMatchObject({ failure: { code: 'bad-release-repository' } });
});

test('The working files are read as they would be committed: edited, new and deleted ones, ignored ones not.', async () => {
  const source = makeClone();
  source.commit({ '.gitignore': '*.tmp\n', 'releases/a.yaml': '1\n', 'releases/b.yaml': 'b\n' });
  source.write({ 'releases/a.yaml': '2\n', 'releases/b.yaml': null, 'releases/c.yaml': 'c\n', 'x.tmp': 'x' });
  const clone = await openClone(source.dir);
  const tree = await clone.history.tree(await clone.treeOfWorkingFiles());
  expect(tree.map((entry) => entry.path)).toEqual(['.gitignore', 'releases/a.yaml', 'releases/c.yaml']);
  const contents = await clone.history.blobs(tree.map((entry) => entry.blob));
  expect(contents.map((content) => Buffer.from(content).toString())).toEqual(['*.tmp\n', '2\n', 'c\n']);
});

test('Working files that change between two looks are seen both times.', async () => {
  const source = makeClone();
  source.commit({ a: '1' });
  const clone = await openClone(source.dir);
  const before = await clone.treeOfWorkingFiles();
  source.write({ a: 'longer than before' });
  const after = await clone.treeOfWorkingFiles();
  expect(after).not.toBe(before);
  source.write({ a: '1' });
  expect(await clone.treeOfWorkingFiles()).toBe(before);
});

test('Reading the working files changes neither index nor objects of the clone, and works from a folder inside.', async () => {
  const source = makeClone();
  source.commit({ 'releases/a.yaml': '1\n', outside: '1\n' });
  source.write({ 'releases/a.yaml': '2\n', outside: '2\n' });
  const objects = () => readdirSync(path.join(source.dir, '.git', 'objects'), { recursive: true }).sort();
  const before = [objects(), source.git(['status', '--porcelain'])];
  const clone = await openClone(path.join(source.dir, 'releases'));
  const tree = await clone.history.tree(await clone.treeOfWorkingFiles());
  expect(tree.map((entry) => entry.path)).toEqual(['outside', 'releases/a.yaml']);
  const contents = await clone.history.blobs(tree.map((entry) => entry.blob));
  expect(contents.map((content) => Buffer.from(content).toString())).toEqual(['2\n', '2\n']);
  expect([objects(), source.git(['status', '--porcelain'])]).toEqual(before);
});

test('A clone that nothing was committed to shows its working files.', async () => {
  const source = makeClone();
  source.write({ 'releases/a.yaml': '1\n' });
  const clone = await openClone(source.dir);
  const tree = await clone.history.tree(await clone.treeOfWorkingFiles());
  expect(tree.map((entry) => entry.path)).toEqual(['releases/a.yaml']);
});

test('The record that a mirror pushed into a clone, or that a clone has fetched, is read there.', async () => {
  const source = makeClone();
  source.commit({ a: '1' });
  const mirror = await mirrorOf(source.dir, path.join(scratchFolder(), 'mirror.git'));
  onTestFinished(() => mirror.close());
  expect(await (await openClone(source.dir)).records.read()).toEqual(emptyRecord);
  await mirror.records.write({ next: emptyRecord, inventories: [], message: 'first' });
  const written = await mirror.records.read();
  expect(await (await openClone(source.dir)).records.read()).toEqual(written);
  const other = makeRepository(path.join(scratchFolder(), 'other'));
  other.git(['fetch', '--quiet', source.dir, `${recordBranch}:refs/remotes/origin/${recordBranch}`]);
  expect(await (await openClone(other.dir)).records.read()).toEqual(written);
});

test('A record that was not fetched is not taken for an empty one.', async () => {
  const source = makeClone();
  source.commit({ a: '1' });
  source.git(['remote', 'add', 'origin', 'https://git.example.org/releases.git']);
  await expect((await openClone(source.dir)).records.read()).rejects.toMatchObject({
    failure: { code: 'bad-release-repository', hint: expect.stringContaining('git fetch origin') },
  });
});

test('A folder outside any clone and a clone without its history are refused.', async () => {
  const folder = scratchFolder();
  await expect(openWorkingClone({ dir: folder, recordBranch })).rejects.toMatchObject({
    failure: { code: 'bad-release-repository' },
  });
  const source = makeClone();
  source.commit({ a: '1' });
  const head = source.commit({ a: '2' });
  writeFileSync(path.join(source.dir, '.git', 'shallow'), `${head}\n`);
  await expect(openWorkingClone({ dir: source.dir, recordBranch })).rejects.toMatchObject({
    failure: { code: 'bad-release-repository', hint: expect.stringContaining('unshallow') },
  });
});
