import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { writeManifest } from '../../scripts/provider/write-release.ts';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { sweepScratch } from '../../src/adapters/files/sweep-scratch.ts';
import type { Sha256 } from '../../src/domain/digest.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { inflateSegment } from '../../src/formats/gzip-segments.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { type RealProvider, realDeps, startProvider } from './real-provider.ts';
import { fetchAction } from './sample-release.ts';

const path = temporaryFolder();
const voms = 'el9/x86_64/voms-4.2.0-1.noarch.rpm';
let provider: RealProvider;
let digest: Sha256;

beforeAll(async () => {
  provider = await startProvider();
});
afterAll(() => provider.stop());
beforeEach(async () => {
  digest = await provider.writeRelease();
});

function action(more: Partial<FetchRelease> = {}): FetchRelease {
  const base = fetchAction(digest, {
    platforms: [
      { key: 'el9/x86_64' as PlatformKey, format: 'yum' },
      { key: 'el9/aarch64' as PlatformKey, format: 'yum' },
      { key: 'debian-12/amd64' as PlatformKey, format: 'apt' },
    ],
    agreed: { hosts: [new URL(provider.url).host, '127.0.0.1:1'], networks: [] },
    ...more,
  });
  return { ...base, source: { ...base.source, url: provider.url } };
}

async function refusal(wish: FetchRelease): Promise<Failure> {
  const deps = realDeps(path());
  const failure = await failureIn(takeIn(deps, wish, new Map()));
  expect(await deps.pool.describe(wish.release)).toBeNull();
  expect(await readdir(path('scratch'))).toEqual([]);
  return failure;
}

describe('a release of a real provider', () => {
  test('comes into the pool whole, checked by its signatures, and rendered for every platform', async () => {
    const deps = realDeps(path());
    const armored = await readFile(provider.key.publicKeyFile, 'utf8');
    const signatures = { rpm: 'required', deb: 'ignored', checksums: 'when-present' } as const;
    const wish = action({ keys: ['keys/emi.asc'], signatures });
    const inventory = await takeIn(deps, wish, new Map([['keys/emi.asc', armored]]));
    const listed = inventory.platforms.map(({ platform, packages }) => [
      platform,
      packages.map(({ file }) => file),
    ]);
    expect(listed).toEqual([
      ['el9/x86_64', ['voms-4.2.0-1.noarch.rpm', 'voms-doc-4.2.0-1.noarch.rpm']],
      ['el9/aarch64', ['voms-4.2.0-1.noarch.rpm']],
      ['debian-12/amd64', ['voms_4.2.0-1_all.deb']],
    ]);
    expect(inventory.platforms[2]?.packages[0]).toMatchObject({ epoch: '1', version: '4.2.0', release: '1' });
    expect(await readdir(path('scratch'))).toEqual([]);
    expect((await lstat(path('pool', wish.release, voms))).mode & 0o222).toBe(0);
    expect(await takeIn(deps, wish, new Map([['keys/emi.asc', armored]]))).toEqual(inventory);
  });

  test('has segments that hold exactly the rendered packages, below the name of the release', async () => {
    const deps = realDeps(path());
    await takeIn(deps, action(), new Map());
    const pooled = await deps.pool.describe(action().release);
    const members = pooled?.members ?? [];
    expect(members).toHaveLength(3);
    for (const member of members) {
      const manifest = await deps.pool.manifest(member);
      expect(manifest.segments).toHaveLength({ yum: 3, apt: 1 }[manifest.format]);
      for (const segment of manifest.segments) {
        const bytes = await deps.pool.segment(manifest, segment);
        const text = Buffer.from(inflateSegment({ ...segment, bytes })).toString();
        const start = manifest.format === 'yum' ? '<package ' : 'Package: ';
        expect(text.startsWith(start)).toBe(true);
        expect(text.split(`\n${start}`).length).toBe(member.packages);
        const folder = manifest.format === 'yum' ? 'pkgs' : 'pool';
        const named = ['primary', 'packages'].includes(segment.name);
        expect(text.includes(`${folder}/umd-5/voms-4.2.0/${manifest.packages[0]?.file}`)).toBe(named);
      }
    }
  });

  test('is refused when one byte of it was changed', async () => {
    const file = join(provider.folder, voms);
    const bytes = await readFile(file);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(file, bytes);
    const failure = await refusal(action());
    expect(failure.message).toMatch(/^1 of \d files does not match checksums.xml$/);
    expect(failure.details[0]).toMatch(new RegExp(`^${voms} expected `));
  });

  test('is refused when a file of it is a symbolic link', async () => {
    const file = join(provider.folder, voms);
    await rename(file, join(provider.root, 'elsewhere.rpm'));
    await symlink(join(provider.root, 'elsewhere.rpm'), file);
    const failure = await refusal(action());
    expect(failure.details.join()).toMatch(/voms-4.2.0-1.noarch.rpm expected .* got nothing/);
  });

  test('is refused when two packages have swapped their names', async () => {
    const docs = join(provider.folder, 'el9/x86_64/voms-doc-4.2.0-1.noarch.rpm');
    const spare = join(provider.root, 'spare.rpm');
    await rename(docs, spare);
    await rename(join(provider.folder, voms), docs);
    await rename(spare, join(provider.folder, voms));
    digest = (await writeManifest(provider.folder)).checksumsDigest.slice('sha256:'.length) as Sha256;
    const failure = await refusal(action());
    expect(failure.code).toBe('content-refused');
    expect(failure.details).toContain(`${voms}: the header makes it voms-doc-4.2.0-1.noarch.rpm`);
  });

  test('is refused when a package is none', async () => {
    await writeFile(join(provider.folder, voms), '/etc/hostname\n');
    digest = (await writeManifest(provider.folder)).checksumsDigest.slice('sha256:'.length) as Sha256;
    expect((await refusal(action())).details.join()).toContain('voms-4.2.0-1.noarch.rpm: rpm cannot read it');
  });

  test('is refused when the provider offers a file whose name is an option', async () => {
    await writeFile(join(provider.folder, 'el9/x86_64/-rf.rpm'), 'x');
    await takeIn(realDeps(path('first')), action(), new Map());
    digest = (await writeManifest(provider.folder)).checksumsDigest.slice('sha256:'.length) as Sha256;
    const failure = await refusal(action());
    expect(failure.code).toBe('content-refused');
    expect(failure.details.join()).toContain('-rf.rpm');
  });

  test('waits for a provider that is down or has no such release', async () => {
    await rm(provider.folder, { recursive: true });
    const failure = await refusal(action());
    expect(failure.treatment).toBe('retry');
    const { source } = action();
    const dead = { ...action(), source: { ...source, url: 'rsync://127.0.0.1:1/m/' } };
    expect((await refusal(dead)).code).toBe('provider-unreachable');
  });
});

describe('an intake that is killed', () => {
  test.each([
    'fetching 4 files',
    'comparing',
    'reading',
    'rendering the metadata of umd-5/voms-4.2.0 for debian',
  ])('at "%s" leaves nothing in the pool, and the next one succeeds', async (step) => {
    const script = fileURLToPath(new URL('take-in-and-die.ts', import.meta.url));
    const child = spawn(process.execPath, [script, path(), JSON.stringify(action()), step], {
      stdio: 'inherit',
    });
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    const deps = realDeps(path());
    expect(await deps.pool.describe(action().release)).toBeNull();
    // Its own folder, and that of the provider's keys.
    expect((await sweepScratch(localFileChanges, path('scratch'))).length).toBe(2);
    expect((await takeIn(deps, action(), new Map())).platforms.length).toBe(3);
  });
});
