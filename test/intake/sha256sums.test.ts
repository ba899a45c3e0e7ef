import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { sha256Of } from '../../src/domain/digest.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import { type IntakeDeps, takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, layOut, sample } from './sample-release.ts';

const path = temporaryFolder();
const packages = Array.from({ length: 7 }, (_none, at) => sample({ name: `voms${at}` }));
const limits = { maxBytes: 1_000_000, maxFileBytes: 100_000, maxFiles: 100, maxSeconds: 60 };
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
    clock: fakeClock('2026-11-22T09:00:00Z' as Instant),
    progress: silent,
  };
  await layOut(path('provider'), packages);
});

/** Writes SHA256SUMS over the packages and release.xml, and makes the action that fetches by it. */
async function pinned(
  more: Partial<FetchRelease> = {},
  edit = (text: string) => text,
): Promise<FetchRelease> {
  const names = ['release.xml', ...packages.map((each) => each.path)];
  const lines = names.map(async (name) => `${sha256Of(await readFile(path('provider', name)))}  ${name}\n`);
  const text = edit((await Promise.all(lines)).join(''));
  await writeFile(path('provider/SHA256SUMS'), text);
  const base = fetchAction(sha256Of(text), more);
  return { ...base, source: { ...base.source, checksums: 'SHA256SUMS' } };
}

const take = (action: FetchRelease) => takeIn(deps, action, new Map());

describe('a release whose manifest is SHA256SUMS', () => {
  test('comes into the pool with the sizes that its files have', async () => {
    const wish = await pinned();
    const inventory = await take(wish);
    const [first] = inventory.platforms[0]?.packages ?? [];
    const { size } = await stat(path('provider', packages[0]?.path ?? ''));
    expect(first).toMatchObject({ file: 'voms0_4.2.0-1_all.deb', size });
    expect(inventory.platforms[0]?.packages).toHaveLength(packages.length);
    expect(await readFile(path('pool', wish.release, 'SHA256SUMS'), 'utf8')).toContain('  release.xml\n');
  });

  test('is refused with every problem of the manifest, each with its line', async () => {
    const broken = (text: string) => `${'0'.repeat(32)}  md5.deb\n${text}../x\n`;
    const failure = await failureIn(take(await pinned({}, broken)));
    expect(failure).toMatchObject({
      code: 'content-refused',
      message: 'SHA256SUMS has 2 problems',
      details: [
        expect.stringMatching(/^SHA256SUMS:1: file "md5.deb": md5 is not read; needed are SHA-256 digests/),
        expect.stringMatching(/^SHA256SUMS:10: "..\/x" is not a line of sha256sum/),
      ],
    });
  });

  test('is refused when a byte was changed, when a file is missing, and when release.xml is not listed', async () => {
    const wish = await pinned();
    await writeFile(path('provider', packages[3]?.path ?? ''), 'x');
    const { code, details } = await failureIn(take(wish));
    expect(code).toBe('checksum-mismatch');
    expect(details).toEqual([
      expect.stringMatching(/voms3_.* expected sha256:\w{64} got 1 bytes sha256:\w{64}$/),
    ]);
    const unlisted = await pinned({}, (text) => text.replace(/^.*release.xml\n/, ''));
    expect((await failureIn(take(unlisted))).message).toBe('SHA256SUMS does not list release.xml');
  });

  test('is held to the size of one file while it is fetched', async () => {
    await writeFile(path('provider', packages[3]?.path ?? ''), 'x'.repeat(5000));
    const failure = await failureIn(take(await pinned({ limits: { ...limits, maxFileBytes: 4000 } })));
    expect(failure.details).toEqual([
      expect.stringMatching(/voms3_.* got nothing; a file of more than 4000 bytes is not fetched$/),
    ]);
  });

  test('is never asked for more at once than the limit of all files leaves, however large they turn out', async () => {
    const { size } = await stat(path('provider', packages[0]?.path ?? ''));
    const some = { ...limits, maxFileBytes: 2 * size, maxBytes: packages.length * size };
    await take(await pinned({ limits: some }));
    const asked = source.requests.slice(1);
    expect(asked.map(({ files }) => files.length)).toEqual([3, 2, 1, 1]);
    for (const [at, { files, maxFileBytes }] of asked.entries()) {
      const before = asked.slice(0, at).reduce((sum, each) => sum + each.files.length * size, 0);
      expect(before + files.length * maxFileBytes).toBeLessThanOrEqual(some.maxBytes);
    }
    const release = 'umd-5/other-1.0.0' as FetchRelease['release'];
    const less = { ...some, maxBytes: some.maxBytes - 1 };
    expect(await failureIn(take(await pinned({ limits: less, release })))).toMatchObject({
      code: 'intake-too-large',
      details: [
        `the next file has more than the ${size - 1} bytes that are left of ${less.maxBytes}; no more are fetched`,
      ],
    });
  });
});
