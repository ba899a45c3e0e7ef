import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../src/domain/failure.ts';
import type { Member } from '../../src/domain/member.ts';
import { metalinkFile } from '../../src/formats/repository-layout.ts';
import type { FileChanges } from '../../src/ports/files.ts';
import { filesOfGeneration } from '../../src/publish/files-of-generation.ts';
import type { Published } from '../../src/publish/publish-deps.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { type RestoreRequest, restoreGeneration } from '../../src/publish/restore-generation.ts';
import { retireRepository } from '../../src/publish/retire-repository.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from './bench.ts';
import { exportKeyring, viewOf } from './client-view.ts';

describe.each([{ repository: yum }, { repository: apt }])(
  'restoring a $repository.format generation',
  ({ repository }) => {
    let bench: Bench;
    let keyring = '';
    let folder = '';
    let members: readonly Member[];
    let published: Published;
    let digests: ReadonlyMap<string, string>;

    beforeAll(async () => {
      bench = await openBench();
      keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
      folder = join(bench.root.path, repository.path);
      members = [
        await addRelease(bench, repository, {
          release: 'umd-5/voms-4.2.0',
          packages: [{ name: 'voms', version: '4.2.0' }],
        }),
        await addRelease(bench, repository, {
          release: 'umd-5/argus-1.0.0',
          packages: [{ name: 'argus', version: '1.0.0' }],
        }),
      ];
      const first = await publishGeneration(bench.deps, requestOf(bench, repository, { members: [] }));
      const request = requestOf(bench, repository, { members, before: first.generation });
      published = await publishGeneration(bench.deps, request);
      digests = await digestsOf('generations/000002');
    });
    afterAll(() => closeBench(bench));

    async function digestsOf(below: string): Promise<ReadonlyMap<string, string>> {
      const found = new Map<string, string>();
      for (const path of await filesOfGeneration(bench.deps.files, join(folder, below)))
        found.set(path, (await bench.deps.files.digest(join(folder, below, path))).sha256);
      return found;
    }

    function request(changed: Partial<RestoreRequest> = {}): RestoreRequest {
      const { generation, rootFiles } = published;
      const common = {
        repository,
        root: bench.root,
        keepGenerations: 3,
        keepDays: 0,
        keys: new Map(),
        remove: [],
      };
      return { ...common, generation, rootFiles, ...changed };
    }

    const seen = () => viewOf(repository, folder, keyring);

    test('a lost repository comes back byte for byte, without a new signature', async () => {
      await rm(folder, { recursive: true });
      await restoreGeneration(bench.deps, request());
      expect(seen().packages).toHaveLength(2);
      const own = published.generation.files.map((file) => file.path);
      const roots = ['generation.json', 'generation.json.asc', metalinkFile];
      const expected = new Map([...digests].filter(([path]) => [...own, ...roots].includes(path)));
      expect(await digestsOf('generations/000002')).toEqual(expected);
    });

    test('a damaged live generation is replaced while clients always find one', async () => {
      const [broken = ''] = published.generation.files
        .map((file) => file.path)
        .filter((path) => /gz$/.test(path));
      await rm(join(folder, 'generations/000002', broken));
      const brokenLinks: string[] = [];
      const standbys: number[] = [];
      const watched: FileChanges = watch(bench.deps.changes, async (call) => {
        const target = await bench.deps.files.linkTarget(
          join(folder, repository.format === 'yum' ? 'repodata' : 'dists'),
        );
        if (target === null || (await bench.deps.files.facts(join(folder, target))) === null)
          brokenLinks.push(call);
        else if (target.includes('.standby')) standbys.push(seen().packages.length);
      });
      await restoreGeneration({ ...bench.deps, changes: watched }, request());
      expect(brokenLinks).toEqual([]);
      expect(new Set(standbys)).toEqual(new Set([2]));
      expect(seen().packages).toHaveLength(2);
      expect(await bench.deps.files.list(join(folder, 'generations'))).toEqual(['000002']);
    });

    test('lost packages are linked again', async () => {
      const [path = ''] = seen().packages;
      await bench.deps.changes.remove(join(folder, path));
      await restoreGeneration(bench.deps, request());
      expect(seen().packages).toContain(path);
    });

    test('a record that says other bytes is refused with every difference, and clients keep what they have', async () => {
      const before = seen();
      const { generation } = published;
      const files = generation.files.map((file) => ({ ...file, size: file.size + 1 }));
      const attempt = restoreGeneration(bench.deps, request({ generation: { ...generation, files } }));
      const failure = await attempt.then(() => undefined, failureOf);
      expect(failure?.code).toBe('verification-failed');
      expect(failure?.details).toHaveLength(files.length);
      expect(seen()).toEqual(before);
    });

    test('a record without a signed file is refused', async () => {
      const rootFiles = new Map(published.rootFiles);
      rootFiles.delete('generation.json.asc');
      const attempt = restoreGeneration(bench.deps, request({ rootFiles }));
      const failure = await attempt.then(() => undefined, failureOf);
      expect(failure?.details).toEqual(['the record has no generation.json.asc']);
    });

    test('a retired repository is gone with the empty folders above it, and retiring again is fine', async () => {
      const neighbour = join(bench.root.path, 'umd', 'other');
      await bench.deps.changes.makeFolder(neighbour);
      await retireRepository(bench.deps, { repository, root: bench.root });
      expect(await bench.deps.files.list(join(bench.root.path, 'umd'))).toEqual(['other']);
      await retireRepository(bench.deps, { repository, root: bench.root });
      expect(await bench.deps.files.list(join(bench.root.path, 'umd'))).toEqual(['other']);
      await bench.deps.changes.remove(neighbour);
      await retireRepository(bench.deps, { repository, root: bench.root });
      expect(await bench.deps.files.list(bench.root.path)).toEqual([]);
    });

    test('a repository whose path would be the root of its stage, or leave it, is refused', async () => {
      await bench.deps.changes.makeFolder(join(bench.root.path, 'umd/other'));
      for (const path of ['', '..', '../other', '/etc', 'a//b']) {
        const attempt = retireRepository(bench.deps, {
          repository: { ...repository, path },
          root: bench.root,
        });
        expect((await attempt.then(() => undefined, failureOf))?.code).toBe('bad-configuration');
      }
      expect(await bench.deps.files.list(join(bench.root.path, 'umd'))).toEqual(['other']);
    });
  },
);

/** The same changes, with a look at the world after each of them. */
function watch(changes: FileChanges, look: (call: string) => Promise<void>): FileChanges {
  const watched = Object.entries(changes).map(([name, method]) => [
    name,
    async (...args: readonly unknown[]) => {
      const result = await (method as (...given: readonly unknown[]) => Promise<unknown>)(...args);
      await look(name);
      return result;
    },
  ]);
  return Object.fromEntries(watched) as FileChanges;
}
