import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildDeb } from '../../scripts/provider/build-deb.ts';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { makeSigningKey, type SigningKey, stopAgent } from '../../scripts/provider/make-signing-key.ts';
import { type RsyncDaemon, startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { nothingSigned, type SignatureRule } from '../../src/domain/signature.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import {
  plainAptRepository,
  plainYumRepository,
  sign,
  signAptRelease,
} from '../provider/plain-repositories.ts';
import { realDeps } from './real-provider.ts';
import { fetchAction } from './sample-release.ts';

const el9 = 'el9/x86_64' as PlatformKey;
const debian = 'debian-12/amd64' as PlatformKey;
const path = temporaryFolder();
let root: string;
let key: SigningKey;
let daemon: RsyncDaemon;
let rpms: readonly string[];
let debs: readonly string[];

// The path is short because of gpg's socket.
beforeAll(async () => {
  root = await mkdtemp('/tmp/sp-rep-');
  key = await makeSigningKey({ home: join(root, 'key'), userId: 'Provider <p@example.org>' });
  const workDir = join(root, 'built');
  const files = { '/usr/share/voms/hello': 'hello' };
  await mkdir(workDir);
  const rpm = {
    workDir,
    version: '4.2.0',
    release: '1',
    arch: 'noarch',
    license: 'MIT',
    files,
    key,
  } as const;
  rpms = [
    await buildRpm({ ...rpm, name: 'voms', summary: 'größer & <better>' }),
    await buildRpm({ ...rpm, name: 'voms-debuginfo', summary: 'symbols' }),
  ];
  debs = [await buildDeb({ workDir, name: 'voms', version: '1:4.2.0-1', summary: 'größer', files })];
  await mkdir(join(root, 'module'));
  daemon = await startRsyncDaemon({ dir: join(root, 'rsyncd'), modules: { m: join(root, 'module') } });
});
afterAll(async () => {
  await daemon.stop();
  await stopAgent(key.home);
  await rm(root, { recursive: true });
});

const inYum = (...parts: readonly string[]) => join(root, 'module/all/el9/x86_64', ...parts);
const inApt = (...parts: readonly string[]) => join(root, 'module/all/debian', ...parts);

beforeEach(async () => {
  await rm(join(root, 'module/all'), { recursive: true, force: true });
  await plainYumRepository({ dir: inYum(), files: rpms, key });
  await plainAptRepository({ dir: inApt(), files: debs, key });
});

async function digestOf(file: string): Promise<Sha256> {
  return sha256Of(await readFile(file));
}

async function action(): Promise<FetchRelease> {
  const common = { suite: null, components: ['main'], packages: null };
  const repositories = [
    { ...common, platform: el9, path: 'el9/x86_64/', digest: await digestOf(inYum('repodata/repomd.xml')) },
    {
      ...common,
      platform: debian,
      path: 'debian/',
      suite: 'stable',
      digest: await digestOf(inApt('dists/stable/InRelease')),
    },
  ];
  return {
    ...fetchAction('' as Sha256, {
      platforms: [
        { key: el9, format: 'yum' },
        { key: debian, format: 'apt' },
      ],
      keys: ['keys/emi.asc'],
    }),
    source: { protocol: 'rsync', url: `${daemon.url('m')}all/`, repositories },
  };
}

async function take(wish: FetchRelease) {
  const keys = new Map([['keys/emi.asc', await readFile(key.publicKeyFile, 'utf8')]]);
  const agreed = { hosts: [new URL(wish.source.url).host], networks: ['127.0.0.0/8'] };
  return takeIn(realDeps(path()), { ...wish, agreed } as FetchRelease, keys);
}

async function refusal(wish: FetchRelease) {
  const failure = await failureIn(take(wish));
  expect(await readdir(path('scratch'))).toEqual([]);
  expect(await realDeps(path()).pool.describe(wish.release)).toBeNull();
  return failure;
}

/** Changes primary.xml and lets repomd.xml tell of it, as a provider does who means it. */
async function rewritePrimary(change: (xml: string) => string | Uint8Array): Promise<void> {
  const [name = ''] = (await readdir(inYum('repodata'))).filter((file) => file.endsWith('primary.xml.gz'));
  const before = await readFile(inYum('repodata', name));
  const changed = change(gunzipSync(before).toString('utf8'));
  const after = typeof changed === 'string' ? gzipSync(changed) : changed;
  await writeFile(inYum('repodata', name), after);
  const repomd = await readFile(inYum('repodata/repomd.xml'), 'utf8');
  const said = repomd
    .replaceAll(`>${sha256Of(before)}<`, `>${sha256Of(after)}<`)
    .replace(`<size>${before.length}</size>`, `<size>${after.length}</size>`);
  await writeFile(inYum('repodata/repomd.xml'), said);
}

describe('Repositories made by createrepo_c and apt-ftparchive', () => {
  test('are taken in over rsync, without their debug packages and without what they do not name.', async () => {
    await copyFile(rpms[0] ?? '', inYum('extra-1-1.noarch.rpm'));
    const inventory = await take(await action());
    expect(
      inventory.platforms.map(({ platform, packages }) => [platform, packages.map(({ file }) => file)]),
    ).toEqual([
      [el9, ['voms-4.2.0-1.noarch.rpm']],
      [debian, ['voms_4.2.0-1_all.deb']],
    ]);
    expect(inventory.leftOut).toEqual([
      { file: 'el9/x86_64/voms-debuginfo-4.2.0-1.noarch.rpm', part: 'debug' },
    ]);
    const kept = await readdir(path('pool/umd-5/voms-4.2.0'));
    expect(kept).toEqual(expect.arrayContaining(['el9-x86_64.repomd.xml', 'debian-12-amd64.InRelease']));
  });
});

describe('The signatures of repositories', () => {
  const wish = async (checksums: SignatureRule) => ({
    ...(await action()),
    signatures: { ...nothingSigned, checksums },
  });

  test.each(['required', 'when-present'] as const)(
    'let the release in when they are good and %s.',
    async (rule) => {
      expect((await take(await wish(rule))).platforms).toHaveLength(2);
    },
  );

  test('are missed beside a repomd.xml where they are required, and nowhere else.', async () => {
    await rm(inYum('repodata/repomd.xml.asc'));
    const failure = await refusal(await wish('required'));
    expect(failure).toMatchObject({ code: 'signature-bad' });
    expect(failure.message).toBe('el9/x86_64/repodata/repomd.xml: it has no signature');
    expect((await take(await wish('when-present'))).platforms).toHaveLength(2);
  });

  test('are missed in a Release where they are required, and taken from a file beside it.', async () => {
    const release = inApt('dists/stable/Release');
    const pinned = await wish('required');
    const { source } = pinned;
    if (!('repositories' in source)) throw new Error('it has a manifest');
    const digest = await digestOf(release);
    const repositories = source.repositories.map((each) =>
      each.platform === debian ? { ...each, digest } : each,
    );
    const unsigned = { ...pinned, source: { ...source, repositories } };
    expect((await refusal(unsigned)).message).toBe('debian/dists/stable/Release: it has no signature');
    await sign(key, ['--detach-sign', '--output', `${release}.gpg`, '--', release]);
    expect((await take(unsigned)).platforms).toHaveLength(2);
  });

  test('have to be of these bytes.', async () => {
    await rewritePrimary((xml) => `${xml}\n`);
    const failure = await refusal(await wish('when-present'));
    expect(failure).toMatchObject({ code: 'signature-bad' });
    expect(failure.message).toContain('el9/x86_64/repodata/repomd.xml: its signature does not fit');
  });

  test('have to be of a key of the provider.', async () => {
    const other = await makeSigningKey({ home: join(root, 'other'), userId: 'Other <o@example.org>' });
    await signAptRelease(inApt(), other, new Date(Date.now() + 86_400_000));
    await stopAgent(other.home);
    const failure = await refusal(await wish('when-present'));
    expect(failure).toMatchObject({ code: 'signature-bad', treatment: 'needs-person' });
    expect(failure.message).toContain(
      'debian/dists/stable/InRelease: its signature was made by a key that is not one of the provider',
    );
  });
});

describe('A repository that lies is refused', () => {
  test('when it is another one than git pins.', async () => {
    const wish = await action();
    await rewritePrimary((xml) => `${xml}\n`);
    const failure = await refusal(wish);
    expect(failure.code).toBe('checksum-mismatch');
    expect(failure.details.join()).toMatch(
      /^el9\/x86_64\/repodata\/repomd.xml expected sha256:.* got sha256:/,
    );
  });

  test('when a byte of a package is another, and when one is missing.', async () => {
    const deb = inApt('pool/voms_4.2.0-1_all.deb');
    const bytes = await readFile(deb);
    await writeFile(
      deb,
      bytes.map((byte, at) => (at === 100 ? byte ^ 1 : byte)),
    );
    await rm(inYum('voms-4.2.0-1.noarch.rpm'));
    const failure = await refusal(await action());
    expect(failure.code).toBe('checksum-mismatch');
    expect(
      failure.details.map((line) => line.replace(/ expected.* got/, '').replace(/sha256:.*/, '')),
    ).toEqual([
      'el9/x86_64/voms-4.2.0-1.noarch.rpm nothing',
      `debian/pool/voms_4.2.0-1_all.deb ${bytes.length} bytes `,
    ]);
  });

  const spoilt: readonly (readonly [string, (xml: string) => string | Uint8Array, string, string])[] = [
    [
      'a primary.xml that is cut off',
      (xml) => gzipSync(xml).subarray(0, 300),
      'content-refused',
      'is cut off',
    ],
    ['a primary.xml that ends early', (xml) => xml.slice(0, 900), 'content-refused', 'column'],
    [
      'a package that leads out of it',
      (xml) => xml.replace('href="voms-4', 'href="../../../etc/voms-4'),
      'content-refused',
      'has the component ".."',
    ],
    [
      'an encoded path',
      (xml) => xml.replace('href="voms-4', 'href="%2e%2e/voms-4'),
      'content-refused',
      'has the component "%2e%2e"',
    ],
    [
      'an absolute path',
      (xml) => xml.replace('href="voms-4', 'href="/etc/voms-4'),
      'content-refused',
      'is absolute',
    ],
    [
      'another base',
      (xml) => xml.replace('<location ', '<location xml:base="rsync://evil.example.org/" '),
      'content-refused',
      'xml:base leads elsewhere',
    ],
    [
      'SHA-1 alone',
      (xml) => xml.replaceAll('checksum type="sha256"', 'checksum type="sha"'),
      'content-refused',
      'has no SHA-256 digest',
    ],
    [
      'another version than the package',
      (xml) => xml.replaceAll('ver="4.2.0"', 'ver="4.2.1"'),
      'content-refused',
      'the header says voms 4.2.0-1 noarch',
    ],
    [
      'the digest of another package',
      (xml) => xml.replace(/[0-9a-f]{64}/, 'a'.repeat(64)),
      'checksum-mismatch',
      `sha256:${'a'.repeat(64)} got`,
    ],
  ];
  test.each(spoilt)('for %s.', async (_what, change, code, detail) => {
    await rewritePrimary(change);
    const failure = await refusal(await action());
    expect(failure.code).toBe(code);
    expect(failure.details.join('\n')).toContain(detail);
  });
});
