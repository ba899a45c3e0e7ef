import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failureOf } from '../../src/domain/failure.ts';
import type { Generation } from '../../src/domain/generation.ts';
import type { Member } from '../../src/domain/member.ts';
import { metalinkFile } from '../../src/formats/repository-layout.ts';
import { filesOfGeneration } from '../../src/publish/files-of-generation.ts';
import { placeOf } from '../../src/publish/place.ts';
import { publishGeneration } from '../../src/publish/publish-generation.ts';
import { readLive } from '../../src/publish/read-live.ts';
import { addRelease, apt, type Bench, closeBench, openBench, requestOf, yum } from './bench.ts';
import { exportKeyring, missingHashNamed, viewOf } from './client-view.ts';

describe.each([
  { repository: yum, packages: 'pkgs', root: 'repodata/repomd.xml', client: '.repo' },
  { repository: apt, packages: 'pool', root: 'dists/bookworm/Release', client: '.sources' },
])('publishing a $repository.format repository', ({ repository, packages, root, client }) => {
  let bench: Bench;
  let keyring = '';
  let folder = '';
  let members: readonly [Member, Member];

  beforeAll(async () => {
    bench = await openBench();
    keyring = exportKeyring(join(bench.folder, 'gpg'), join(bench.folder, 'keyring.gpg'));
    folder = join(bench.root.path, repository.path);
    members = [
      await addRelease(bench, repository, {
        release: 'umd-5/voms-4.2.0',
        packages: [
          { name: 'voms', version: '4.2.0' },
          { name: 'voms-doc', version: '4.2.0' },
        ],
      }),
      await addRelease(bench, repository, {
        release: 'umd-5/argus-1.0.0+2',
        packages: [{ name: 'argus', version: '1.0.0' }],
      }),
    ];
  });
  afterAll(() => closeBench(bench));

  const seen = () => viewOf(repository, folder, keyring);
  const generations = async () => (await readdir(join(folder, 'generations'))).sort();

  /** Every file of every generation; a file that is written again is another. */
  async function inodes(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const name of await generations()) {
      for (const path of await filesOfGeneration(bench.deps.files, join(folder, 'generations', name)))
        found.push(`${name}/${path} ${(await stat(join(folder, 'generations', name, path))).ino}`);
    }
    return found;
  }

  async function publish(request: Parameters<typeof requestOf>[2]): Promise<Generation> {
    return (await publishGeneration(bench.deps, requestOf(bench, repository, request))).generation;
  }

  let first: Generation;
  let second: Generation;
  let firstRoot = '';

  test('an empty list of members is valid metadata without packages', async () => {
    first = await publish({ members: [] });
    firstRoot = await readFile(join(folder, root), 'utf8');
    expect(seen()).toEqual({ live: expect.stringContaining('generations/000001/'), packages: [] });
    expect(first.previous).toBeNull();
  });

  test('members become packages that clients see, linked to the pool', async () => {
    second = await publish({ members, before: first });
    const { live, packages: found } = seen();
    expect(live).toContain('generations/000002/');
    expect(found.map((path) => path.split('/').slice(0, -1).join('/'))).toEqual([
      `${packages}/umd-5/voms-4.2.0`,
      `${packages}/umd-5/voms-4.2.0`,
      `${packages}/umd-5/argus-1.0.0+2`,
    ]);
    for (const path of found) expect((await stat(join(folder, path))).nlink).toBe(2);
  });

  test('a client that read the root file before the switch finds every file that it names', () => {
    expect(firstRoot).not.toBe('');
    expect(missingHashNamed(repository, folder, firstRoot)).toEqual([]);
  });

  test('the files of earlier generations do not stand in generation.json', async () => {
    const own = second.files.map((file) => file.path);
    const there = await filesOfGeneration(bench.deps.files, join(folder, 'generations/000002'));
    const others = [metalinkFile, 'generation.json', 'generation.json.asc'];
    const added = there.filter((path) => !own.includes(path) && !others.includes(path));
    const older = first.files.map((file) => file.path);
    expect(added.length).toBeGreaterThan(0);
    expect(added.every((path) => older.includes(path))).toBe(true);
  });

  test('publishing the same generation again changes nothing and answers the same', async () => {
    const before = await inodes();
    const request = requestOf(bench, repository, { members, before: first, date: second.date });
    const again = await publishGeneration(bench.deps, { ...request, commit: 'e'.repeat(40) });
    expect(again.generation).toEqual(second);
    expect(await inodes()).toEqual(before);
  });

  test('the live generation can be read for the record, with its signed files', async () => {
    const found = (await readLive(bench.deps.files, placeOf(repository, bench.root)))?.published;
    expect(found?.generation).toEqual(second);
    expect(found?.rootFiles.get(root.split('/').at(-1) ?? '')).toBe(
      await readFile(join(folder, root), 'utf8'),
    );
    expect(found?.rootFiles.has('generation.json.asc')).toBe(true);
  });

  test('a number that is taken by other members is refused, and clients notice nothing', async () => {
    const before = seen();
    const attempt = publish({ members: [members[0]], before: first });
    expect(await attempt.catch((error: unknown) => failureOf(error).code)).toBe('plan-changed');
    expect(seen()).toEqual(before);
  });

  test('a package that somebody replaced or added is set right', async () => {
    const [path = ''] = seen().packages;
    await bench.deps.changes.remove(join(folder, path));
    await bench.deps.changes.write(join(folder, path), 'something else');
    await bench.deps.changes.write(join(folder, path, '../stranger'), 'a stranger');
    await publish({ members, before: first });
    expect(seen().packages).toContain(path);
    expect(await bench.deps.files.facts(join(folder, path, '../stranger'))).toBeNull();
  });

  test('a release that left stays on disk as long as a kept generation names it, and goes with the last of those', async () => {
    const third = await publish({ members: [members[1]], before: second, keepGenerations: 2 });
    expect(seen().packages).toHaveLength(1);
    expect(await generations()).toEqual(['000002', '000003']);
    expect(await readdir(join(folder, packages, 'umd-5'))).toEqual(['argus-1.0.0+2', 'voms-4.2.0']);
    await publish({ members: [members[1]], before: third, keepGenerations: 2 });
    expect(await generations()).toEqual(['000003', '000004']);
    expect(await readdir(join(folder, packages, 'umd-5'))).toEqual(['argus-1.0.0+2']);
  });

  test('the repository holds a client file and the keys beside it', async () => {
    const name = `${repository.key.replaceAll('/', '-')}${client}`;
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toContain(`${bench.root.url}/${repository.path}/`);
    expect(await readdir(join(folder, 'keys'))).toEqual(['stagepost.asc']);
    expect(await readFile(join(folder, 'keys/stagepost.asc'), 'utf8')).toBe(
      await bench.deps.signer.publicKey(),
    );
  });

  test('a key that is not used any more is removed, and two keys of one name are refused', async () => {
    const live = (await readLive(bench.deps.files, placeOf(repository, bench.root)))?.published;
    const at = { members: [members[1]] as const, before: { ...(live?.generation as Generation) } };
    const with1 = await publish({ ...at, keys: new Map([['keys/emi.asc', 'an emi key\n']]) });
    expect(await readdir(join(folder, 'keys'))).toEqual(['emi.asc', 'stagepost.asc']);
    await publish({ ...at, before: with1 });
    expect(await readdir(join(folder, 'keys'))).toEqual(['stagepost.asc']);
    const twice = new Map([
      ['keys/a/emi.asc', 'one\n'],
      ['keys/b/emi.asc', 'two\n'],
    ]);
    const refused = await publish({ ...at, before: with1, keys: twice }).catch((error: unknown) =>
      failureOf(error),
    );
    expect(refused).toMatchObject({ code: 'bad-configuration' });
  });

  test('members that do not fit the repository are refused before anything is written', async () => {
    const wrong = [members[0], { ...members[0] }, { ...members[1], packages: 7 }];
    const failure = await publish({ members: wrong, before: second }).catch((error: unknown) =>
      failureOf(error),
    );
    expect(failure).toMatchObject({
      code: 'plan-unsound',
      details: ['umd-5/voms-4.2.0 stands twice', expect.stringContaining('holds 1 packages instead of 7')],
    });
  });
});
