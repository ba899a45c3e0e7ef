import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey, ReleaseId } from '../../src/domain/release.ts';
import { inflateSegment } from '../../src/formats/gzip-segments.ts';
import { type IntakeDeps, takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { noRelations } from '../builders/packages.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, layOut, pin, type SampleFile, sample } from './sample-release.ts';

const path = temporaryFolder();
const clock = fakeClock('2026-11-22T09:00:00Z' as Instant);
const voms = sample({});
const docs = sample({ name: 'voms-doc', epoch: '3', release: '' });
const arm = 'debian-12/arm64' as PlatformKey;

let source: ReturnType<typeof folderSource>;
let deps: IntakeDeps;
beforeEach(async () => {
  await mkdir(path('provider'));
  source = folderSource(path('provider'));
  deps = {
    pool: openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges }),
    files: localFiles,
    changes: localFileChanges,
    sources: { rsync: source },
    tools: { apt: textTools, yum: textTools },
    keyrings: fakeKeyrings,
    clock,
    progress: silent,
  };
});

function take(
  digest: Sha256,
  more: Partial<FetchRelease> = {},
  keys: readonly (readonly [string, string])[] = [],
) {
  return takeIn(deps, fetchAction(digest, more), new Map(keys));
}

/** The failure of an intake that has to leave neither a release nor anything else behind. */
async function refusal(work: Promise<unknown>): Promise<Failure> {
  const failure = await failureIn(work);
  expect(await deps.pool.describe(fetchAction('' as Sha256).release)).toBeNull();
  expect((await localFiles.list(path('scratch'))) ?? []).toEqual([]);
  return failure;
}

function served(file: SampleFile): string {
  return path('provider', file.path);
}

describe('another submission of a version', () => {
  const again = { release: 'umd-5/voms-4.2.0+2' as ReleaseId };
  const asked = () => source.requests.flatMap(({ files }) => files);
  const pooled = (release: string, file: string) => path('pool/umd-5', release, 'debian-12/amd64', file);

  test('takes what the first one brought from the pool, and asks the provider for the documents alone', async () => {
    const digest = await layOut(path('provider'), [voms, docs]);
    await take(digest);
    await rm(path('provider/debian-12'), { recursive: true });
    source.requests.length = 0;
    const { platforms } = await take(digest, again);
    expect(asked()).toEqual(['checksums.xml', 'release.xml']);
    expect(platforms[0]?.packages.map(({ file }) => file)).toEqual([
      'voms-doc_4.2.0_all.deb',
      'voms_4.2.0-1_all.deb',
    ]);
    const file = 'voms_4.2.0-1_all.deb';
    expect(await readFile(pooled('voms-4.2.0+2', file))).toEqual(await readFile(pooled('voms-4.2.0', file)));
    await deps.pool.remove(fetchAction(digest).release);
    expect(JSON.parse(await readFile(pooled('voms-4.2.0+2', file), 'utf8'))).toMatchObject({ name: 'voms' });
  });

  test('fetches what is new in it, and what was under the same name with other bytes', async () => {
    await take(await layOut(path('provider'), [voms, docs]));
    source.requests.length = 0;
    const changed = sample({ name: 'voms-doc', epoch: '4', release: '' });
    await take(await layOut(path('provider'), [voms, changed]), again);
    expect(asked()).toEqual(['checksums.xml', 'release.xml', 'voms-doc_4.2.0_all.deb']);
  });

  test('fetches what is damaged in the pool, or not there any more', async () => {
    const digest = await layOut(path('provider'), [voms, docs]);
    await take(digest);
    await chmod(pooled('voms-4.2.0', 'voms_4.2.0-1_all.deb'), 0o644);
    await appendFile(pooled('voms-4.2.0', 'voms_4.2.0-1_all.deb'), 'x');
    await rm(pooled('voms-4.2.0', 'voms-doc_4.2.0_all.deb'));
    source.requests.length = 0;
    await take(digest, again);
    expect(asked().toSorted()).toEqual([
      'checksums.xml',
      'release.xml',
      'voms-doc_4.2.0_all.deb',
      'voms_4.2.0-1_all.deb',
    ]);
  });

  test('takes nothing from another version or product', async () => {
    await take(await layOut(path('provider'), [voms]), { release: 'umd-5/voms-4.1.0' as ReleaseId });
    source.requests.length = 0;
    await take(await layOut(path('provider'), [voms]), again);
    expect(asked()).toContain('voms_4.2.0-1_all.deb');
  });
});

describe('a good release', () => {
  test('is in the pool as it came, with its metadata rendered', async () => {
    const digest = await layOut(path('provider'), [voms, docs]);
    const inventory = await take(digest);
    const pooled = await deps.pool.describe(inventory.release);
    expect(pooled?.content).toBe(sha256Of('content'));
    const [member] = pooled?.members ?? [];
    expect(member).toMatchObject({ platform: 'debian-12/amd64', packages: 2 });
    const manifest = member && (await deps.pool.manifest(member));
    expect(manifest?.packages.map(({ file }) => file)).toEqual([
      'voms-doc_4.2.0_all.deb',
      'voms_4.2.0-1_all.deb',
    ]);
    const packages = manifest?.packages.map((each) => ({ ...each, relations: noRelations }));
    expect(inventory.platforms).toEqual([{ platform: member?.platform, digest: member?.digest, packages }]);
    const [segment] = manifest?.segments ?? [];
    const bytes = manifest && segment && (await deps.pool.segment(manifest, segment));
    const text = bytes && segment && Buffer.from(inflateSegment({ ...segment, bytes })).toString();
    expect(text).toContain('Filename: pool/umd-5/voms-4.2.0/voms-doc_4.2.0_all.deb\n');
    expect(await readdir(path('pool/umd-5/voms-4.2.0'))).toEqual([
      'checksums.xml',
      'debian-12',
      'members',
      'release.json',
      'release.xml',
    ]);
    expect(await readFile(path('pool/umd-5/voms-4.2.0/checksums.xml'))).toEqual(
      await readFile(path('provider/checksums.xml')),
    );
    expect(await readdir(path('scratch'))).toEqual([]);
  });

  test('is not fetched a second time, also when the provider is gone', async () => {
    const digest = await layOut(path('provider'), [voms]);
    const first = await take(digest);
    const requests = source.requests.length;
    await rm(path('provider'), { recursive: true });
    expect(await take(digest)).toEqual(first);
    expect(source.requests.length).toBe(requests);
  });

  test('is refused when its content was edited after the fetch', async () => {
    const digest = await layOut(path('provider'), [voms]);
    await take(digest);
    const failure = await failureIn(take(digest, { content: sha256Of('edited') }));
    expect(failure).toMatchObject({ code: 'content-refused', treatment: 'needs-person' });
  });

  test('may give one file to two platforms, as one file in the pool', async () => {
    const shared = sample({}, { platforms: ['debian-12/amd64', arm] });
    const digest = await layOut(path('provider'), [shared]);
    const platforms = [...fetchAction(digest).platforms, { key: arm, format: 'apt' as const }];
    await take(digest, { platforms });
    const at = (platform: string) => path('pool/umd-5/voms-4.2.0', platform, 'voms_4.2.0-1_all.deb');
    const [one, other] = [await localFiles.facts(at('debian-12/amd64')), await localFiles.facts(at(arm))];
    expect(one).not.toBeNull();
    expect(other?.inode).toBe(one?.inode);
    expect(source.requests.length).toBe(2);
  });

  test('may lie beside files that no manifest names', async () => {
    const digest = await layOut(path('provider'), [voms]);
    await writeFile(path('provider/debian-12/amd64/extra_1_all.deb'), 'extra');
    await take(digest);
    expect(await readdir(path('pool/umd-5/voms-4.2.0/debian-12/amd64'))).toEqual(['voms_4.2.0-1_all.deb']);
  });

  test('has good signatures where its provider has keys', async () => {
    const signed = sample({ signedBy: 'KEY' });
    const digest = await layOut(path('provider'), [signed]);
    const inventory = await take(digest, { keys: ['keys/emi.asc'] }, [['keys/emi.asc', 'KEY']]);
    expect(inventory.platforms.length).toBe(1);
  });
});

describe('files that are not those of the manifest', () => {
  test('are all named at once: changed, cut short and missing ones', async () => {
    const more = sample({ name: 'voms-x' });
    const digest = await layOut(path('provider'), [voms, docs, more, sample({ name: 'good' })]);
    const text = await readFile(served(voms), 'utf8');
    await writeFile(served(voms), text.replace('4', '5'));
    await truncate(served(docs), 3);
    await rm(served(more));
    const failure = await refusal(take(digest));
    expect(failure).toMatchObject({ code: 'checksum-mismatch', treatment: 'retry' });
    expect(failure.message).toBe('3 of 4 files do not match checksums.xml');
    expect(failure.details[0]).toMatch(
      /voms-doc_4.2.0_all.deb expected \d+ bytes sha256:[0-9a-f]{64} got 3 bytes$/,
    );
    expect(failure.details[1]).toMatch(/voms-x_4.2.0-1_all.deb expected .* got nothing$/);
    expect(failure.details[2]).toMatch(/voms_4.2.0-1_all.deb expected .* got \d+ bytes sha256:[0-9a-f]{64}$/);
  });

  test('are refused when release.xml is one of them', async () => {
    const digest = await layOut(path('provider'), [voms]);
    await appendFile(path('provider/release.xml'), '\n');
    expect((await refusal(take(digest))).code).toBe('checksum-mismatch');
  });

  test('are not even asked for when the manifest is not the pinned one', async () => {
    const digest = await layOut(path('provider'), [voms]);
    await writeFile(served(voms), 'other');
    const other = await pin(path('provider'));
    const failure = await refusal(take(digest));
    expect(failure.code).toBe('checksum-mismatch');
    expect(failure.details).toEqual([`checksums.xml expected sha256:${digest} got sha256:${other}`]);
    expect(source.requests.length).toBe(1);
  });
});

describe('a release that does not say what people approved', () => {
  test('is refused with every disagreement', async () => {
    const release = { product: 'vmos', shortName: 'x', version: '4.2.1', incremental: false };
    const digest = await layOut(path('provider'), [voms], release);
    const failure = await refusal(take(digest));
    expect(failure.code).toBe('content-refused');
    expect(failure.details).toEqual([
      'product: release.xml says vmos, the release file says voms',
      'shortName: release.xml says x, the release file says emi.voms',
      'version: release.xml says 4.2.1, the release file says 4.2.0',
      'type: release.xml says NonIncremental, the release file says Incremental',
    ]);
  });

  test('is refused when a wanted platform is missing, and when a package is for another one', async () => {
    const digest = await layOut(path('provider'), [voms, sample({ name: 'arm' }, { platforms: [arm] })]);
    const amd = { key: 'debian-11/amd64' as PlatformKey, format: 'apt' } as const;
    const failure = await refusal(take(digest, { platforms: [...fetchAction(digest).platforms, amd] }));
    expect(failure.details).toEqual([
      'release.xml has nothing for debian-11/amd64, which the release file asks for',
      'debian-12/amd64/arm_4.2.0-1_all.deb belongs to debian-12/arm64 only, which the release file does not ask for',
    ]);
  });

  test('is refused when a package belongs nowhere, or stands nowhere, or is of another format', async () => {
    await layOut(path('provider'), [voms, docs]);
    await rename(served(docs), path('provider/lost_1_all.deb'));
    const digest = await pin(path('provider'));
    const failure = await refusal(take(digest));
    expect(failure.details).toEqual([
      'debian-12/amd64/voms-doc_4.2.0_all.deb stands under debian-12/amd64 and is not in the manifest',
      'lost_1_all.deb belongs to no platform in release.xml',
    ]);
    const yum = { key: 'debian-12/amd64' as PlatformKey, format: 'yum' } as const;
    expect((await refusal(take(digest, { platforms: [yum] }))).details).toContain(
      'debian-12/amd64/voms_4.2.0-1_all.deb stands under debian-12/amd64, which takes rpm packages only',
    );
  });

  test('is refused when two files of a platform have one name', async () => {
    const twice = sample({ payload: 'b' }, { path: 'other/voms_4.2.0-1_all.deb' });
    const digest = await layOut(path('provider'), [voms, twice]);
    const failure = await refusal(take(digest));
    expect(failure.details).toEqual([
      'other/voms_4.2.0-1_all.deb: debian-12/amd64 has two files of the name voms_4.2.0-1_all.deb',
    ]);
  });

  test('is refused when release.xml or the manifest cannot be read', async () => {
    await layOut(path('provider'), [voms]);
    await writeFile(path('provider/release.xml'), '<!DOCTYPE x><release/>');
    expect((await refusal(take(await pin(path('provider'))))).code).toBe('content-refused');
    await writeFile(path('provider/checksums.xml'), '<checksums/>');
    expect((await refusal(take(sha256Of('<checksums/>')))).code).toBe('content-refused');
    await rm(path('provider/checksums.xml'));
    expect((await refusal(take(sha256Of('')))).message).toContain('checksums.xml is not there');
  });

  test('is refused when its manifest names files that could be taken for options or folders', async () => {
    const digest = await layOut(path('provider'), [voms, sample({}, { path: 'debian-12/amd64/-rf.deb' })]);
    const failure = await refusal(take(digest));
    expect(failure.details.join()).toContain('-rf.deb');
    const odd = { ...fetchAction(digest).source, releaseXml: '../release.xml' };
    expect((await refusal(take(digest, { source: odd }))).code).toBe('content-refused');
  });
});

describe('packages whose headers disagree', () => {
  test('are refused when they have swapped their names', async () => {
    const [a, b] = [sample({ name: 'a' }), sample({ name: 'b' })];
    const digest = await layOut(path('provider'), [
      { ...a, path: b.path },
      { ...b, path: a.path },
    ]);
    expect((await refusal(take(digest))).details).toEqual([
      'debian-12/amd64/a_4.2.0-1_all.deb: the header makes it b_4.2.0-1_all.deb',
      'debian-12/amd64/b_4.2.0-1_all.deb: the header makes it a_4.2.0-1_all.deb',
    ]);
  });

  test('are refused when release.xml says something else of them', async () => {
    await layOut(path('provider'), [voms]);
    const xml = await readFile(path('provider/release.xml'), 'utf8');
    await writeFile(path('provider/release.xml'), xml.replace('pkgname="voms"', 'pkgname="vmos"'));
    expect((await refusal(take(await pin(path('provider'))))).details).toEqual([
      'debian-12/amd64/voms_4.2.0-1_all.deb: release.xml says vmos 4.2.0-1 all, the header says voms 4.2.0-1 all',
    ]);
  });

  test('are refused when one name has two contents on two platforms', async () => {
    const other = sample({ payload: 'x' }, { path: 'arm/voms_4.2.0-1_all.deb', platforms: [arm] });
    const digest = await layOut(path('provider'), [voms, other]);
    const platforms = [...fetchAction(digest).platforms, { key: arm, format: 'apt' as const }];
    expect((await refusal(take(digest, { platforms }))).details).toEqual([
      'voms 0:4.2.0-1 all has different bytes in debian-12/amd64/voms_4.2.0-1_all.deb and arm/voms_4.2.0-1_all.deb',
    ]);
  });

  test('are refused when they are not signed by the provider, and when its key is not at hand', async () => {
    const digest = await layOut(path('provider'), [sample({ signedBy: 'OTHER' }), docs]);
    const keys = ['keys/emi.asc'];
    const signatures = { rpm: 'ignored', deb: 'required', checksums: 'ignored' } as const;
    const judged = { keys, signatures };
    expect(await refusal(take(digest, judged, [['keys/emi.asc', 'KEY']]))).toMatchObject({
      code: 'signature-bad',
      message: '2 signatures of the release are not good',
      treatment: 'needs-person',
      details: [
        'voms-doc_4.2.0_all.deb: it has no signature',
        'voms_4.2.0-1_all.deb: its signature was made by a key that is not one of the provider: OTHER',
      ],
    });
    const present = { keys, signatures: { ...signatures, deb: 'when-present' } as const };
    expect((await refusal(take(digest, present, [['keys/emi.asc', 'KEY']]))).message).toBe(
      'voms_4.2.0-1_all.deb: its signature was made by a key that is not one of the provider: OTHER',
    );
    expect((await refusal(take(digest, { keys }))).code).toBe('bad-configuration');
  });

  test('are refused when the metadata tells another story', async () => {
    const digest = await layOut(path('provider'), [voms]);
    const render: typeof textTools.render = async (folder, prefix) => {
      const documents = await textTools.render(folder, prefix);
      return documents.map(({ name, content }) => ({
        name,
        content: Buffer.from(Buffer.from(content).toString().replace('0:4.2.0-1', '9:4.2.0-1')),
      }));
    };
    deps = { ...deps, tools: { ...deps.tools, apt: { ...textTools, render } } };
    expect(await refusal(take(digest))).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
  });
});

describe('limits', () => {
  test('are checked before anything is fetched, all at once', async () => {
    const digest = await layOut(path('provider'), [voms, docs]);
    const limits = { maxBytes: 100, maxFileBytes: 90, maxFiles: 2, maxSeconds: 60 };
    const failure = await refusal(take(digest, { limits }));
    expect(failure.code).toBe('intake-too-large');
    expect(failure.details).toContain('the release has 3 files; at most 2 are fetched');
    expect(failure.details.length).toBeGreaterThanOrEqual(3);
    expect(source.requests.length).toBe(1);
  });

  test('share the time of one intake between its requests', async () => {
    const digest = await layOut(path('provider'), [voms]);
    const slow: typeof source.fetch = async (request) => {
      await source.fetch(request);
      clock.advance(40);
    };
    deps = { ...deps, sources: { rsync: { fetch: slow } } };
    await take(digest);
    expect(source.requests.map(({ maxSeconds }) => maxSeconds)).toEqual([60, 20]);
    const limits = { ...fetchAction(digest).limits, maxSeconds: 30 };
    const release = 'umd-5/other-1.0.0' as FetchRelease['release'];
    expect((await failureIn(take(digest, { limits, release }))).code).toBe('command-timed-out');
  });
});

describe('a provider that cannot be asked', () => {
  test('is tried again when it is down', async () => {
    const digest = await layOut(path('provider'), [voms]);
    const down = { ...fetchAction(digest).source, url: 'fake://dead/' };
    expect(await refusal(take(digest, { source: down }))).toMatchObject({ code: 'provider-unreachable' });
    expect((await take(digest)).platforms.length).toBe(1);
  });

  test('needs a person when its protocol is not known here', async () => {
    const ftp = { ...fetchAction('' as Sha256).source, protocol: 'ftp' } as const;
    const failure = await refusal(take('' as Sha256, { source: ftp }));
    expect(failure).toMatchObject({ code: 'tool-refused', treatment: 'needs-person' });
  });
});
