import { renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { CommitSha } from '../../../src/domain/desired-state.ts';
import { sha256Of } from '../../../src/domain/digest.ts';
import type { Instant } from '../../../src/domain/instant.ts';
import { emptyRecord, type Inventory, type ReconcilerRecord } from '../../../src/domain/record.ts';
import type { ReleaseId } from '../../../src/domain/release.ts';
import { recordStoreContract } from '../../contracts/record-store.ts';
import { mirrorOf } from './git-bench.ts';
import { type GitFixture, makeRepository, scratchFolder } from './git-fixture.ts';

const branch = 'stagepost-record';
const main1 = '1'.repeat(40) as CommitSha;
const record: ReconcilerRecord = { ...emptyRecord, commit: main1 };
const inventory: Inventory = {
  release: 'umd-5/voms-4.2.0' as ReleaseId,
  content: sha256Of(''),
  platforms: [],
};

async function openMirrors(count: number) {
  const folder = scratchFolder();
  const source = makeRepository(path.join(folder, 'source'));
  source.commit({ 'stagepost.yaml': 'title: x\n' });
  const names = Array.from({ length: count }, (_, index) => `mirror-${index}.git`);
  const mirrors = await Promise.all(names.map((name) => mirrorOf(source.dir, path.join(folder, name))));
  const close = async () => {
    await Promise.all(mirrors.map((mirror) => mirror.close()));
  };
  return { source, stores: mirrors.map((mirror) => mirror.records), close };
}

async function openStore() {
  const { source, stores, close } = await openMirrors(1);
  onTestFinished(close);
  const [store] = stores;
  if (store === undefined) throw new Error('no store was opened');
  return { source, store };
}

function entryOf(next: ReconcilerRecord, inventories: readonly Inventory[] = []) {
  return { next, inventories, message: 'voms 4.2.0: Unverified\n\nBecause Ada said so.' };
}

// Puts a file on the record branch of origin with git's plumbing, as somebody might who should not.
function plant(source: GitFixture, mode: string, file: string, content: string): void {
  const blob = source.git(['hash-object', '-w', '--stdin'], { input: content });
  const env = { GIT_INDEX_FILE: path.join(source.dir, '.git', 'planted') };
  source.git(['read-tree', branch], { env });
  source.git(['update-index', '--add', '--cacheinfo', `${mode},${blob},${file}`], { env });
  const tree = source.git(['write-tree'], { env });
  source.git([
    'update-ref',
    `refs/heads/${branch}`,
    source.git(['commit-tree', '-p', branch, '-m', 'x', tree]),
  ]);
}

recordStoreContract('A branch of git', async () => {
  const { stores, close } = await openMirrors(2);
  const [first, second] = stores;
  if (first === undefined || second === undefined) throw new Error('two stores are needed');
  return { first, second, close };
});

test('A commit of the record is by Stagepost, dated by the clock, and its message is as it was given.', async () => {
  const { source, store } = await openStore();
  await store.write(entryOf(record));
  const shown = source.git(['log', '-1', '--format=%an <%ae>|%cn <%ce>|%at|%ct|%B', branch]);
  const identity = 'Stagepost <stagepost@localhost>';
  const [date, message] = ['1795348800', 'voms 4.2.0: Unverified\n\nBecause Ada said so.'];
  expect(shown.trimEnd()).toBe([identity, identity, date, date, message].join('|'));
});

test('Every commit stands on the one before, and the working tree of origin is left alone.', async () => {
  const { source, store } = await openStore();
  const first = await store.write(entryOf(record));
  const second = await store.write(entryOf({ ...record, parent: first, commit: null }));
  expect(source.git(['rev-list', '--parents', branch]).split('\n')).toEqual([`${second} ${first}`, first]);
  expect(source.git(['status', '--porcelain'])).toBe('');
});

test('An inventory is found again, also after later commits that do not bring it.', async () => {
  const { store } = await openStore();
  expect(await store.inventories()).toEqual(new Map());
  const first = await store.write(entryOf(record, [inventory]));
  await store.write(entryOf({ ...record, parent: first, commit: null }));
  expect(await store.inventories()).toEqual(new Map([[inventory.release, inventory]]));
});

test('A record branch that was removed is the empty record again.', async () => {
  const { source, store } = await openStore();
  await store.write(entryOf(record));
  source.git(['branch', '--quiet', '-D', branch]);
  expect(await store.read()).toEqual(emptyRecord);
});

test('A record branch that was set back is noticed by the next writer.', async () => {
  const { source, store } = await openStore();
  const first = await store.write(entryOf(record));
  const parent = await store.write(entryOf({ ...record, parent: first, commit: null }));
  source.git(['update-ref', `refs/heads/${branch}`, first]);
  await expect(store.write(entryOf({ ...record, parent }))).rejects.toMatchObject({
    failure: { code: 'record-superseded' },
  });
});

test('A writer whose branch moves between its look and its push is told that it was superseded.', async () => {
  const { source, store } = await openStore();
  const parent = await store.write(entryOf(record));
  let wonBy = '';
  // The clock is asked after the look and before the push.
  const now = () => {
    wonBy = source.git(['commit-tree', '-p', branch, '-m', 'faster', `${branch}^{tree}`]);
    source.git(['update-ref', `refs/heads/${branch}`, wonBy]);
    return '2026-11-22T12:00:00Z' as Instant;
  };
  const slow = await mirrorOf(source.dir, path.join(scratchFolder(), 'slow.git'), { now });
  onTestFinished(() => slow.close());
  await expect(slow.records.write(entryOf({ ...record, parent, commit: null }))).rejects.toMatchObject({
    failure: { code: 'record-superseded', treatment: 'fatal' },
  });
  expect(source.git(['rev-parse', branch])).toBe(wonBy);
});

test('An origin that cannot be reached is a failure of git that is tried again, never an empty record.', async () => {
  const { source, store } = await openStore();
  const parent = await store.write(entryOf(record));
  renameSync(source.dir, `${source.dir}-away`);
  const failed = { failure: { code: 'git-failed', treatment: 'retry' } };
  await expect(store.read()).rejects.toMatchObject(failed);
  await expect(store.write(entryOf({ ...record, parent, commit: null }))).rejects.toMatchObject(failed);
  renameSync(`${source.dir}-away`, source.dir);
  expect((await store.read()).parent).toBe(parent);
});

test('An origin that refuses the push is a failure of git that is tried again.', async () => {
  const { source, store } = await openStore();
  const parent = await store.write(entryOf(record));
  source.git(['config', 'receive.denyUpdateCurrentBranch', 'true']);
  source.git(['checkout', '--quiet', branch]);
  await expect(store.write(entryOf({ ...record, parent, commit: null }))).rejects.toMatchObject({
    failure: { code: 'git-failed', treatment: 'retry' },
  });
  expect((await store.read()).parent).toBe(parent);
});

test.each([
  ['a symbolic link', '120000', 'releases/umd-5/voms-4.2.0.json', 'mode 120000'],
  ['an executable file', '100755', 'releases/umd-5/voms-4.2.0.json', 'mode 100755'],
  ['a file of bytes that are no text', '100644', 'notes', 'not a file of the record'],
])('A record with %s on its branch is not read.', async (_title, mode, file, expected) => {
  const { source, store } = await openStore();
  await store.write(entryOf(record));
  plant(source, mode, file, 'somewhere');
  await expect(store.read()).rejects.toMatchObject({
    failure: { code: 'bad-release-repository', message: expect.stringContaining(expected) },
  });
});

test('A key that is no plain name is refused before anything is written.', async () => {
  const { source, store } = await openStore();
  const id = 'umd-5/voms\nD record.json' as ReleaseId;
  const visit = { state: 'Unverified', entered: '2026-11-22T12:00:00Z', commit: main1, reason: null };
  const hostile = { release: id, observed: { state: 'Unverified' }, visits: [visit] } as never;
  await expect(store.write(entryOf({ ...record, releases: new Map([[id, hostile]]) }))).rejects.toMatchObject(
    { failure: { code: 'git-failed' } },
  );
  expect(source.git(['branch', '--list', branch])).toBe('');
});

test.each([
  ['says that it pushed and did not', 'exit 0'],
  ['dies while it pushes', 'kill -KILL $$'],
])(
  'A git that %s is a failure that is tried again, and is not taken for another reconciler.',
  async (_lie, line) => {
    const folder = scratchFolder();
    const lies = path.join(folder, 'git');
    const push = 'for arg; do [ "$arg" = push ] && { LINE; }; done'.replace('LINE', () => line);
    writeFileSync(lies, `#!/bin/sh\n${push}\nPATH=\${PATH#*:} exec git "$@"\n`, { mode: 0o755 });
    const { source } = await openStore();
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
    const mirror = await mirrorOf(source.dir, path.join(folder, 'mirror.git'));
    vi.unstubAllEnvs();
    onTestFinished(() => mirror.close());
    await expect(mirror.records.write(entryOf(record))).rejects.toMatchObject({
      failure: { code: 'git-failed', treatment: 'retry' },
    });
    const honest = await mirrorOf(source.dir, path.join(folder, 'honest.git'));
    onTestFinished(() => honest.close());
    await honest.records.write(entryOf(record));
  },
);
