import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { PartRules } from '../../src/domain/package-part.ts';
import type { PlatformKey, SourceRepository } from '../../src/domain/release.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, type SampleFile, sample } from './sample-release.ts';

const path = temporaryFolder();
const clock = fakeClock('2026-11-22T09:00:00Z' as Instant);
const platform = 'debian-12/amd64' as PlatformKey;
const voms = sample({});
const docs = sample({ name: 'voms-doc', epoch: '2', version: '4.3.0' });
const index = 'main/binary-amd64/Packages';

let source: ReturnType<typeof folderSource>;
beforeEach(async () => {
  await mkdir(path('provider'));
  source = folderSource(path('provider'));
});

async function serve(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path('provider', file)), { recursive: true });
  await writeFile(path('provider', file), content);
}

function stanza({ header }: SampleFile, filename: string): string {
  const bytes = JSON.stringify(header);
  const { name, epoch, version, release, arch } = header;
  return `Package: ${name}\nVersion: ${epoch === '0' ? '' : `${epoch}:`}${version}-${release}\nArchitecture: ${arch}\nFilename: ${filename}\nSize: ${bytes.length}\nSHA256: ${sha256Of(bytes)}\n`;
}

function poolPath({ path: file }: SampleFile): string {
  return `pool/${file.slice(file.lastIndexOf('/') + 1)}`;
}

/** Lays out the packages, and answers with their Packages text. */
async function lay(...files: readonly SampleFile[]): Promise<string> {
  for (const file of files) await serve(`debian/${poolPath(file)}`, JSON.stringify(file.header));
  return files.map((file) => stanza(file, poolPath(file))).join('\n');
}

/** Writes indexes and the Release file that names them, and answers with what pins it. */
async function publish(
  indexes: Readonly<Record<string, string | Uint8Array>>,
  folder = 'debian/dists/bookworm/',
) {
  const lines = Object.entries(indexes).map(([file, content]) => {
    return ` ${sha256Of(content)} ${Buffer.from(content).length} ${file}`;
  });
  for (const [file, content] of Object.entries(indexes)) await serve(`${folder}${file}`, content);
  const text = `Suite: bookworm\nSHA256:\n${lines.join('\n')}\n`;
  await serve(`${folder}Release`, text);
  return sha256Of(text);
}

function take(
  digest: SourceRepository['digest'],
  more: Partial<SourceRepository> = {},
  rules: Partial<PartRules> = {},
) {
  const deps = {
    pool: openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges }),
    files: localFiles,
    changes: localFileChanges,
    sources: { rsync: source },
    tools: { apt: textTools, yum: textTools },
    keyrings: fakeKeyrings,
    clock,
    progress: silent,
  };
  const repository = {
    platform,
    path: 'debian/',
    digest,
    suite: 'bookworm',
    components: ['main'],
    packages: null,
  };
  const base = fetchAction(digest, { parts: { source: 'leave-out', debug: 'leave-out', ...rules } });
  const from = {
    protocol: 'rsync',
    url: base.source.url,
    repositories: [{ ...repository, ...more }],
  } as const;
  return takeIn(deps, { ...base, source: from }, new Map());
}

async function refusal(work: Promise<unknown>) {
  const failure = await failureIn(work);
  expect((await localFiles.list(path('pool'))) ?? []).toEqual([]);
  expect((await localFiles.list(path('scratch'))) ?? []).toEqual([]);
  return failure;
}

async function namesOf(work: ReturnType<typeof take>): Promise<readonly string[]> {
  const { platforms } = await work;
  return platforms.flatMap(({ packages }) => packages.map(({ file }) => file));
}

const both = ['voms-doc_4.3.0-1_all.deb', 'voms_4.2.0-1_all.deb'];

describe('A release that is a repository of its provider', () => {
  test.each([
    ['plain', (text: string) => ({ [index]: text })],
    [
      'compressed',
      (text: string) => ({ [index]: 'x', [`${index}.gz`]: gzipSync(text), [`${index}.xz`]: 'x' }),
    ],
  ])('is taken in by its %s index, and its root file is kept.', async (_how, indexes) => {
    const digest = await publish(indexes(await lay(voms, docs)));
    await serve('debian/pool/extra_1_all.deb', 'extra');
    expect(await namesOf(take(digest))).toEqual(both);
    expect(await readdir(path('pool/umd-5/voms-4.2.0'))).toEqual([
      'debian-12',
      'debian-12-amd64.Release',
      'members',
      'release.json',
    ]);
    expect(source.requests.flatMap(({ files }) => files)).not.toContain('extra_1_all.deb');
  });

  test('may be flat, and may be the address itself.', async () => {
    const text = stanza(voms, './voms_4.2.0-1_all.deb');
    await serve('voms_4.2.0-1_all.deb', JSON.stringify(voms.header));
    const digest = await publish({ Packages: text }, '');
    expect(await namesOf(take(digest, { path: '', suite: null }))).toEqual(['voms_4.2.0-1_all.deb']);
  });

  test('has its packages for every architecture in an index of their own, or in both.', async () => {
    const one = await lay(voms);
    const digest = await publish({ [index]: one, 'main/binary-all/Packages': `${one}\n${await lay(docs)}` });
    expect(await namesOf(take(digest))).toEqual(both);
  });

  test.each([
    [['voms-doc'], ['voms-doc_4.3.0-1_all.deb']],
    [['voms=4.2.0'], ['voms_4.2.0-1_all.deb']],
    [['voms=4.2.0-1', 'voms-doc=2:4.3.0-1'], both],
  ])('gives what is selected by %s.', async (packages, expected) => {
    const digest = await publish({ [index]: await lay(voms, docs) });
    expect(await namesOf(take(digest, { packages }))).toEqual(expected);
    expect(source.requests.at(-1)?.files).toHaveLength(expected.length);
  });

  test('has its debug packages left out.', async () => {
    const symbols = sample({ name: 'voms-dbgsym' });
    const digest = await publish({ [index]: await lay(voms, symbols) });
    const inventory = await take(digest);
    expect(inventory.leftOut).toEqual([{ file: `debian/${poolPath(symbols)}`, part: 'debug' }]);
  });
});

describe('A repository of a provider is refused', () => {
  test('when its root file is not the pinned one, in neither form.', async () => {
    await publish({ [index]: await lay(voms) });
    const failure = await refusal(take(sha256Of('another')));
    expect(failure).toMatchObject({ code: 'checksum-mismatch', treatment: 'retry' });
    expect(failure.details).toEqual([
      expect.stringMatching(/^debian\/dists\/bookworm\/InRelease expected sha256:[0-9a-f]{64} got nothing$/),
      expect.stringMatching(/^debian\/dists\/bookworm\/Release expected sha256:[0-9a-f]{64} got sha256:/),
    ]);
  });

  test('when an index is missing, changed, cut off or blown up.', async () => {
    const text = await lay(voms);
    const packed = gzipSync(text);
    const digest = await publish({ [`${index}.gz`]: packed });
    const file = path('provider/debian/dists/bookworm', `${index}.gz`);
    await rm(file);
    expect((await refusal(take(digest))).details.join()).toMatch(/Packages\.gz expected .* got nothing$/);
    await writeFile(
      file,
      packed.map((byte, at) => (at === 30 ? byte ^ 1 : byte)),
    );
    expect((await refusal(take(digest))).code).toBe('checksum-mismatch');
    const cut = await publish({ [`${index}.gz`]: packed.subarray(0, 40) });
    expect((await refusal(take(cut))).details.join()).toContain('is cut off or no gz file');
    const bomb = await publish({ [`${index}.gz`]: gzipSync(Buffer.alloc(3_000_000)) });
    expect((await refusal(take(bomb))).details.join()).toContain('at most 100 times its size');
  });

  test.each([
    [
      'only forms that cannot be unpacked',
      { [`${index}.xz`]: 'x' },
      'there is only main/binary-amd64/Packages.xz; what can be read is Packages.gz, Packages.zst, Packages',
    ],
    [
      'no index of the platform',
      { 'main/binary-arm64/Packages': 'x' },
      'there is no main/binary-amd64/Packages',
    ],
    [
      'an index of garbage',
      { [index]: 'garbage' },
      'debian/dists/bookworm/main/binary-amd64/Packages:1: "garbage" is not a field',
    ],
  ])('with %s.', async (_what, indexes, detail) => {
    const failure = await refusal(take(await publish(indexes as Record<string, string>)));
    expect(failure.code).toBe('content-refused');
    expect(failure.details[0]).toBe(detail);
  });

  test.each([
    '../../etc/voms_4.2.0-1_all.deb',
    '/pool/voms_4.2.0-1_all.deb',
    'pool/%2e%2e/voms_4.2.0-1_all.deb',
    'pool/-rf_4.2.0-1_all.deb',
    'pool\\voms_4.2.0-1_all.deb',
  ])('when it names the path %s, which is never asked for.', async (name) => {
    const failure = await refusal(take(await publish({ [index]: stanza(voms, name) })));
    expect(failure.details[0]).toMatch(/^stanza 1 \(voms\): the path /);
    expect(source.requests).toHaveLength(2);
  });

  test('when a package is missing or is another one.', async () => {
    const digest = await publish({ [index]: await lay(voms, docs) });
    await serve(`debian/${poolPath(voms)}`, JSON.stringify(sample({ version: '4.2.1' }).header));
    await rm(path('provider/debian', poolPath(docs)));
    const failure = await refusal(take(digest));
    expect(failure.message).toBe("2 of 2 files do not match the metadata of the provider's repositories");
    expect(failure.details.map((line) => line.replace(/ expected.* got/, ''))).toEqual([
      'debian/pool/voms-doc_4.3.0-1_all.deb nothing',
      expect.stringMatching(/^debian\/pool\/voms_4.2.0-1_all.deb \d+ bytes sha256:/),
    ]);
  });

  test('when it says of a package what its header does not.', async () => {
    const text = (await lay(voms)).replace('Version: 4.2.0-1', 'Version: 4.9.0-1');
    const failure = await refusal(take(await publish({ [index]: text })));
    expect(failure.details.join()).toContain('says voms 4.9.0-1 all, the header says voms 4.2.0-1 all');
  });

  test('with everything that is wrong with what is selected of it.', async () => {
    const other = sample({ name: 'voms-arm', arch: 'arm64' });
    const again = stanza(voms, `pool/again/${poolPath(voms).slice(5)}`);
    const digest = await publish({ [index]: `${await lay(voms, other)}\n${again}` });
    const failure = await refusal(take(digest, { packages: ['voms', 'voms-arm', 'voms-server'] }));
    expect(failure.message).toBe("the provider's repositories have 3 problems");
    expect(failure.details).toEqual([
      'the repository for debian-12/amd64 has no package voms-server',
      'pool/voms-arm_4.2.0-1_arm64.deb is for arm64, and its repository stands for debian-12/amd64',
      expect.stringMatching(/debian-12\/amd64 has two files of the name voms_4.2.0-1_all.deb$/),
    ]);
  });

  test('without any package to take, and with more than policy takes.', async () => {
    const symbols = sample({ name: 'voms-dbgsym' });
    const failure = await refusal(take(await publish({ [index]: await lay(symbols) })));
    expect(failure.details).toEqual(['the repository for debian-12/amd64 has no package to take']);
    const large = (await lay(voms)).replace(/Size: \d+/, 'Size: 2000000');
    expect((await refusal(take(await publish({ [index]: large })))).code).toBe('intake-too-large');
  });
});
