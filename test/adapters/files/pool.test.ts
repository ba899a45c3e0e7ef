import { chmod, lstat, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { localFileChanges } from '../../../src/adapters/files/change-files.ts';
import { openPool } from '../../../src/adapters/files/pool.ts';
import { sweepScratch } from '../../../src/adapters/files/sweep-scratch.ts';
import { canonicalJson, sha256Of } from '../../../src/domain/digest.ts';
import type { Member, MemberManifest, PooledRelease } from '../../../src/domain/member.ts';
import type { PlatformKey, ReleaseId } from '../../../src/domain/release.ts';
import type { Pool } from '../../../src/ports/pool.ts';
import { failureIn } from '../failure-code.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const path = temporaryFolder();
const release = 'umd-5/voms-4.2.0+2' as ReleaseId;
const platform = 'el9/x86_64' as PlatformKey;
const bytes = Buffer.from('deflated');
const manifest: MemberManifest = {
  schemaVersion: 1,
  release,
  platform,
  format: 'yum',
  packages: [],
  segments: [{ name: 'primary', size: bytes.length, sha256: sha256Of(bytes), rawSize: 1, crc32: 2 }],
};
const member: Member = { release, platform, digest: sha256Of(canonicalJson(manifest)), packages: 0 };
const pooled: PooledRelease = { release, content: sha256Of('content'), members: [member] };

function pool(): Pool {
  return openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges });
}

async function fill(): Promise<string> {
  const scratch = await pool().openScratch(release);
  const folder = join(scratch, 'members', platform);
  await localFileChanges.makeFolder(folder);
  await localFileChanges.write(join(folder, 'member.json'), canonicalJson(manifest));
  await localFileChanges.write(join(folder, 'primary.deflate'), bytes);
  await localFileChanges.write(join(scratch, 'release.json'), canonicalJson(pooled));
  return scratch;
}

describe('the pool', () => {
  test('holds nothing of a release before it was admitted, and all of it afterwards', async () => {
    const scratch = await fill();
    expect(await pool().describe(release)).toBeNull();
    await pool().admit(release, scratch);
    expect(await pool().describe(release)).toEqual(pooled);
    expect(await pool().manifest(member)).toEqual(manifest);
    const [segment] = manifest.segments;
    expect(segment && Buffer.from(await pool().segment(manifest, segment))).toEqual(bytes);
    expect(await readdir(path('scratch'))).toEqual([]);
    expect(pool().packageFolder(release, platform)).toBe(path('pool', release, platform));
  });

  test('lists its releases with their sizes, and removes one whole', async () => {
    expect(await pool().releases()).toEqual([]);
    await pool().admit(release, await fill());
    expect(await pool().releases()).toEqual([release]);
    const texts = [bytes, canonicalJson(manifest), canonicalJson(pooled)];
    expect(await pool().bytes(release)).toBe(texts.reduce((sum, text) => sum + text.length, 0));
    await pool().remove(release);
    expect(await pool().describe(release)).toBeNull();
    expect(await pool().releases()).toEqual([]);
    expect(await readdir(path('scratch'))).toEqual([]);
    await pool().remove(release);
    expect(await pool().bytes(release)).toBe(0);
  });

  test('protects what it admits', async () => {
    await pool().admit(release, await fill());
    expect((await lstat(path('pool', release, 'release.json'))).mode & 0o222).toBe(0);
  });

  test('replaces single files by fresh ones for reading only, whatever stands in their place', async () => {
    await pool().admit(release, await fill());
    const folder = path('pool', release, 'members', platform);
    const before = await lstat(join(folder, 'member.json'));
    await rm(join(folder, 'primary.deflate'));
    await localFileChanges.makeFolder(join(folder, 'primary.deflate', 'inner'));
    const scratch = await fill();
    await pool().replace(release, scratch, [`members/${platform}/primary.deflate`]);
    const [segment] = manifest.segments;
    expect(segment && Buffer.from(await pool().segment(manifest, segment))).toEqual(bytes);
    expect((await lstat(join(folder, 'primary.deflate'))).mode & 0o222).toBe(0);
    expect((await lstat(join(folder, 'member.json'))).ino).toBe(before.ino);
  });

  test('admits a release once', async () => {
    await pool().admit(release, await fill());
    expect((await failureIn(pool().admit(release, await fill()))).code).toBe('pool-damaged');
    expect(await pool().describe(release)).toEqual(pooled);
  });

  test('finds a changed manifest, a changed segment and a strange release.json', async () => {
    await pool().admit(release, await fill());
    const folder = path('pool', release, 'members', platform);
    await overwrite(join(folder, 'primary.deflate'), 'deflatex');
    const [segment] = manifest.segments;
    if (segment === undefined) throw new Error('the manifest has no segment');
    expect((await failureIn(pool().segment(manifest, segment))).code).toBe('pool-damaged');
    await overwrite(join(folder, 'member.json'), canonicalJson({ ...manifest, packages: [1] }));
    expect((await failureIn(pool().manifest(member))).code).toBe('pool-damaged');
    for (const text of [
      '',
      '[]',
      '{"release":1}',
      canonicalJson({ ...pooled, release: 'umd-5/other-1.0.0' }),
    ]) {
      await overwrite(path('pool', release, 'release.json'), text);
      expect((await failureIn(pool().describe(release))).code).toBe('pool-damaged');
    }
  });

  test('does not give the manifest of one member for that of another', async () => {
    await pool().admit(release, await fill());
    const other = { ...member, platform: 'el8/x86_64' as PlatformKey };
    expect((await failureIn(pool().manifest(other))).code).toBe('pool-damaged');
  });

  test('takes no name that leads out of it', async () => {
    for (const name of ['../etc/x', 'umd-5/..', 'umd-5', 'umd-5/a/b', '/a', 'umd-5/.a', '']) {
      expect((await failureIn(Promise.resolve().then(() => pool().describe(name as ReleaseId)))).code).toBe(
        'pool-damaged',
      );
    }
  });

  test('discards a scratch folder, also one that is gone', async () => {
    const scratch = await fill();
    await pool().discard(scratch);
    await pool().discard(scratch);
    expect(await readdir(path('scratch'))).toEqual([]);
  });
});

describe('sweeping', () => {
  test('removes what killed runs left, and is quiet without a folder', async () => {
    expect(await sweepScratch(localFileChanges, path('scratch'))).toEqual([]);
    await fill();
    expect((await sweepScratch(localFileChanges, path('scratch'))).length).toBe(1);
    expect(await readdir(path('scratch'))).toEqual([]);
  });
});

async function overwrite(file: string, text: string): Promise<void> {
  await chmod(file, 0o644);
  await writeFile(file, text);
}
