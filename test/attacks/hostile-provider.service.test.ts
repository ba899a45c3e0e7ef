import { execFileSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { copyFile, lstat, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { Failure } from '../../src/domain/failure.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { type IntakeDeps, takeIn } from '../../src/intake/take-in.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { type RealProvider, realDeps, startProvider } from '../intake/real-provider.ts';
import { fetchAction, pin } from '../intake/sample-release.ts';
import { drippingServer } from './dripping-server.ts';
import { detourTo } from './lying-daemon.ts';

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

const at = (name: string) => join(provider.folder, name);

function action(more: Partial<FetchRelease> = {}): FetchRelease {
  const base = fetchAction(digest, {
    platforms: [
      { key: 'el9/x86_64' as PlatformKey, format: 'yum' },
      { key: 'el9/aarch64' as PlatformKey, format: 'yum' },
      { key: 'debian-12/amd64' as PlatformKey, format: 'apt' },
    ],
    agreed: { hosts: [new URL(provider.url).host], networks: [] },
    ...more,
  });
  return { ...base, source: { ...base.source, url: provider.url } };
}

/** The failure of an intake that leaves nothing in the pool and nothing in scratch. */
async function refusal(wish: FetchRelease = action(), more: Partial<IntakeDeps> = {}): Promise<Failure> {
  const deps = { ...realDeps(path()), ...more };
  const failure = await failureIn(takeIn(deps, wish, new Map()));
  expect(await deps.pool.describe(wish.release)).toBeNull();
  expect(await readdir(path('scratch'))).toEqual([]);
  return failure;
}

describe('in the place of a package', () => {
  test.each([
    ['a link to a file of the client', (file: string) => symlinkSync('/etc/passwd', file)],
    ['a link that leads out of the module', (file: string) => symlinkSync('../../../../../secret', file)],
    ['a link to itself', (file: string) => symlinkSync('voms-4.2.0-1.noarch.rpm', file)],
    ['a folder', (file: string) => mkdirSync(file)],
    ['a pipe', (file: string) => execFileSync('mkfifo', ['--', file])],
    ['a device without end', (file: string) => execFileSync('mknod', ['--', file, 'c', '1', '5'])],
  ])('%s is not fetched, and the release is refused by the name of the file', async (_what, put) => {
    rmSync(at(voms));
    put(at(voms));
    const failure = await refusal();
    expect(failure.code).toBe('checksum-mismatch');
    expect(failure.details).toEqual([expect.stringMatching(`^${voms} expected .* got (nothing|a folder)$`)]);
  });

  test('a file of other owners, with special rights and another name, comes as a plain file of ours', async () => {
    chmodSync(at(voms), 0o6777);
    linkSync(at(voms), join(provider.root, 'second-name'));
    const deps = realDeps(path());
    await takeIn(deps, action(), new Map());
    const facts = await lstat(path('pool', action().release, voms));
    // One name in each of two platforms; nothing of the provider's rights.
    expect([facts.mode & 0o7777, facts.uid]).toEqual([0o444, process.getuid?.()]);
    rmSync(join(provider.root, 'second-name'));
  });
});

describe('beside the packages', () => {
  const strange = [
    Buffer.from('two\nlines.rpm'),
    Buffer.from('-rf.rpm'),
    Buffer.from('--delete.rpm'),
    Buffer.from('VOMS-4.2.0-1.noarch.rpm'),
    Buffer.from(`${'x'.repeat(251)}.rpm`),
    Buffer.from([0xff, 0xfe, 0x2e, 0x72, 0x70, 0x6d]),
    Buffer.from('$(touch x).rpm'),
    Buffer.from('\u202egpj.rpm'),
  ];

  test('files with hostile names that no manifest lists are not fetched at all', async () => {
    for (const name of strange)
      writeFileSync(Buffer.concat([Buffer.from(`${at('el9/x86_64')}/`), name]), 'x');
    const deps = realDeps(path());
    await takeIn(deps, action(), new Map());
    expect((await readdir(path('pool', action().release, 'el9/x86_64'))).sort()).toEqual([
      'voms-4.2.0-1.noarch.rpm',
      'voms-doc-4.2.0-1.noarch.rpm',
    ]);
  });

  test.each([
    ['a name with two lines', 'two\nlines.rpm', 'two&#10;lines.rpm'],
    ['a name that looks like an option', '-rf.rpm', '-rf.rpm'],
    ['a name of 256 bytes', null, `${'x'.repeat(252)}.rpm`],
    ['a name that runs a command', '$(touch x).rpm', '$(touch x).rpm'],
    ['a name that differs by case only', 'VOMS-4.2.0-1.noarch.rpm', 'VOMS-4.2.0-1.noarch.rpm'],
    ['a name with a right-to-left mark', '\u202egpj.rpm', '\u202egpj.rpm'],
  ])('%s in the manifest is a finding with its line', async (_what, name, written) => {
    if (name !== null) writeFileSync(join(at('el9/x86_64'), name), 'x');
    await pin(provider.folder);
    const manifest = await readFile(at('checksums.xml'), 'utf8');
    const line = `  <file path="el9/x86_64/${written}" size="1" sha256="${'0'.repeat(64)}"/>\n`;
    const others = manifest.split('\n').filter((each) => !each.includes('size="1"'));
    writeFileSync(at('checksums.xml'), others.join('\n').replace('</checksums>', `${line}</checksums>`));
    digest = await pinned();
    const failure = await refusal();
    expect(failure).toMatchObject({ code: 'content-refused' });
    expect(failure.details).toEqual([expect.stringMatching(/^checksums\.xml:\d+: /)]);
    expect(failure.details.join()).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});

describe('too much and too slow', () => {
  test('a file of five gigabytes behind a promise of a few bytes is given up on', async () => {
    truncateSync(at(voms), 5_000_000_000);
    const failure = await refusal();
    expect(failure.details).toEqual([expect.stringMatching(`^${voms} expected .* got nothing$`)]);
  });

  test('a file of five gigabytes that the manifest admits is refused before anything of it is fetched', async () => {
    const manifest = await readFile(at('checksums.xml'), 'utf8');
    writeFileSync(
      at('checksums.xml'),
      manifest.replace(/(path="el9\/x86_64\/voms-4[^>]* size=)"\d+"/, '$1"5000000000"'),
    );
    digest = await pinned();
    const failure = await refusal();
    expect(failure).toMatchObject({ code: 'intake-too-large' });
    expect(failure.details[0]).toContain('5000000000 bytes');
  });

  test('a server that sends a byte now and then is left when the time is over', async () => {
    const slow = await drippingServer(Buffer.from('@RSYNCD: 32.0 sha512 sha256 sha1 md5 md4\n'));
    const { source, limits } = action();
    const started = performance.now();
    const failure = await refusal({
      ...action({ agreed: { hosts: [`127.0.0.1:${slow.port}`], networks: [] } }),
      source: { ...source, url: `rsync://127.0.0.1:${slow.port}/m/` },
      limits: { ...limits, maxSeconds: 2 },
    });
    expect(failure).toMatchObject({ code: 'command-timed-out', treatment: 'retry' });
    expect(performance.now() - started).toBeLessThan(30_000);
    await slow.stop();
  });
});

describe('a server that lists one size of a file and sends another', () => {
  /** The failure of an intake whose server changes a file between its list and the fetch, and what it cost. */
  async function lie(sent: number) {
    const { port } = new URL(provider.url);
    const detour = await detourTo(Number(port), voms, () => truncateSync(at(voms), sent));
    const { source } = action();
    const started = performance.now();
    const failure = await refusal({
      ...action({ agreed: { hosts: [`127.0.0.1:${detour.port}`], networks: [] } }),
      source: { ...source, url: provider.url.replace(`:${port}/`, `:${detour.port}/`) },
    });
    await detour.stop();
    return { failure, seconds: (performance.now() - started) / 1000, lies: detour.lies() };
  }

  test.each([
    ['without end', 1e12],
    ['of a megabyte', 1e6],
  ])('is left as soon as the file %s is larger than any that is wanted', async (_what, sent) => {
    const { failure, seconds, lies } = await lie(sent);
    expect(failure).toMatchObject({ code: 'intake-too-large', treatment: 'retry' });
    expect(failure.message).toMatch(/umd5\/voms\/el9\/x86_64\/ sends more of a file than it announces$/);
    expect(failure.details).toEqual([expect.stringMatching(`^${voms} has more than \\d{4} bytes, `)]);
    expect(lies).toBe(1);
    expect(seconds).toBeLessThan(30);
  });

  test.each([
    ['a byte more than it listed', null, (size: number) => size + 1, (size: number) => `${size + 1} bytes`],
    ['a byte where it listed a package', null, () => 1, () => '1 bytes'],
    ['a byte where it listed five gigabytes', 5e9, () => 1, () => 'nothing'],
  ])('has sent %s: the file is refused by its name', async (_what, listed, sent, got) => {
    const { size } = await lstat(at(voms));
    if (listed !== null) truncateSync(at(voms), listed);
    const { failure, lies } = await lie(sent(size));
    expect(failure).toMatchObject({ code: 'checksum-mismatch', treatment: 'retry' });
    expect(failure.details).toEqual([
      expect.stringMatching(`^${voms} expected ${size} bytes sha256:\\w{64} got ${got(size)}$`),
    ]);
    expect(lies).toBe(1);
  });
});

describe('a release that is not one', () => {
  test('is refused when a package changes between the manifest and its fetch', async () => {
    const progress = {
      step: (line: string) => {
        if (line.startsWith('fetching 4 files')) writeFileSync(at(voms), 'something else');
      },
    };
    const failure = await refusal(action(), { progress });
    expect(failure.code).toBe('checksum-mismatch');
    expect(failure.details).toEqual([expect.stringContaining('got 14 bytes')]);
  });

  test('is refused when the packages of two releases are mixed, whoever wrote the manifest', async () => {
    const recipe = {
      name: 'voms',
      version: '4.1.0',
      release: '1',
      arch: 'noarch',
      files: { '/a': 'a' },
    } as const;
    const older = await buildRpm({
      ...recipe,
      workDir: provider.root,
      summary: 'older',
      license: 'MIT',
      key: provider.key,
    });
    await copyFile(older, at(voms));
    expect((await refusal()).code).toBe('checksum-mismatch');
    digest = await pin(provider.folder);
    const failure = await refusal();
    expect(failure.code).toBe('content-refused');
    expect(failure.details.join('\n')).toContain('the header makes it voms-4.1.0-1.noarch.rpm');
  });

  test('is refused when an older manifest is served again, valid as it once was', async () => {
    await rename(at('checksums.xml'), join(provider.root, 'older.xml'));
    writeFileSync(at('notes.txt'), 'new');
    digest = await pin(provider.folder);
    await rename(join(provider.root, 'older.xml'), at('checksums.xml'));
    const failure = await refusal();
    expect(failure.message).toBe('checksums.xml is not the one that the release file pins');
  });
});

async function pinned(): Promise<Sha256> {
  return sha256Of(await readFile(at('checksums.xml')));
}
