import { appendFile, chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { type Sha256, sha256Of } from '../../src/domain/digest.ts';
import type { Instant } from '../../src/domain/instant.ts';
import { repairRelease } from '../../src/intake/repair-release.ts';
import { type IntakeDeps, takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, layOut, pin, sample } from './sample-release.ts';

const path = temporaryFolder();
const voms = sample({});
const docs = sample({ name: 'voms-doc' });
const pooled = (name: string) => path('pool/umd-5/voms-4.2.0', name);
const member = 'members/debian-12/amd64';
const segment = `${member}/packages.deflate`;

let deps: IntakeDeps;
let digest: Sha256;
beforeEach(async () => {
  await mkdir(path('provider'));
  deps = {
    pool: openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges }),
    files: localFiles,
    changes: localFileChanges,
    sources: { rsync: folderSource(path('provider')) },
    tools: { apt: textTools, yum: textTools },
    keyrings: fakeKeyrings,
    clock: fakeClock('2026-11-22T09:00:00Z' as Instant),
    progress: silent,
  };
  digest = await layOut(path('provider'), [voms, docs]);
  await takeIn(deps, fetchAction(digest), new Map());
});

const repair = (pinned = digest) => repairRelease(deps, fetchAction(pinned), new Map());
const inodeOf = async (name: string) => (await stat(pooled(name))).ino;

async function spoil(name: string): Promise<void> {
  await chmod(pooled(name), 0o600);
  await appendFile(pooled(name), ' ');
}

describe('a release that is damaged in the pool', () => {
  test('gets back what is damaged, and nothing else of it is touched', async () => {
    const sound = await readFile(pooled(voms.path));
    const other = await inodeOf(docs.path);
    await spoil(voms.path);
    const before = await inodeOf(voms.path);
    await repair();
    expect(await readFile(pooled(voms.path))).toEqual(sound);
    expect(await inodeOf(voms.path)).not.toBe(before);
    expect(await inodeOf(docs.path)).toBe(other);
    expect((await stat(pooled(voms.path))).mode & 0o222).toBe(0);
    expect(await localFiles.list(path('scratch'))).toEqual([]);
  });

  test.each([
    ['a package and all metadata', [voms.path, `${member}/member.json`, segment]],
    ['every package', [voms.path, docs.path]],
    ['the manifest alone', [`${member}/member.json`]],
  ])('is whole again after damage of %s', async (_, names) => {
    const texts = await Promise.all(names.map((name) => readFile(pooled(name))));
    for (const name of names) await spoil(name);
    await repair();
    expect(await Promise.all(names.map((name) => readFile(pooled(name))))).toEqual(texts);
  });

  test('is whole again where files are missing, cut short, folders, open for writing, or none of ours', async () => {
    await rm(pooled(voms.path));
    await mkdir(pooled(`${voms.path}/inner`), { recursive: true });
    await chmod(pooled(docs.path), 0o666);
    await rm(pooled(segment));
    await writeFile(pooled('debian-12/amd64/stranger'), 'x');
    await repair();
    await repair();
    expect(await localFiles.list(pooled('debian-12/amd64'))).toHaveLength(2);
    expect((await stat(pooled(docs.path))).mode & 0o222).toBe(0);
    expect((await stat(pooled(segment))).isFile()).toBe(true);
  });

  test('is not fetched when nothing is wrong with it', async () => {
    await rename(path('provider'), path('away'));
    await repair();
  });

  test('stays as it is when its provider has gone, and a person is told what to do', async () => {
    await spoil(voms.path);
    const damaged = await readFile(pooled(voms.path));
    await rename(path('provider'), path('away'));
    const failure = await failureIn(repair());
    expect(failure.message).toMatch(/^umd-5\/voms-4\.2\.0 stays frozen, because .* fake:\/\/live\/: /);
    expect(failure.hint).toContain('Put the right files in place from a backup');
    expect(await readFile(pooled(voms.path))).toEqual(damaged);
    expect(await localFiles.list(path('scratch'))).toEqual([]);
  });

  test('stays as it is when other bytes come under a manifest that is pinned now', async () => {
    await spoil(segment);
    await appendFile(path('provider', docs.path), '\n');
    const inode = await inodeOf(docs.path);
    const failure = await failureIn(repair(await pin(path('provider'))));
    expect(failure).toMatchObject({ code: 'pool-damaged', treatment: 'needs-person' });
    expect(failure.details).toEqual([
      expect.stringMatching(/^debian-12\/amd64\/voms-doc_4\.2\.0-1_all\.deb has the digest .* instead of /),
    ]);
    expect(failure.hint).toContain('new submission');
    expect(await inodeOf(docs.path)).toBe(inode);
  });

  test('stays as it is when its metadata is rendered otherwise now', async () => {
    await spoil(segment);
    const render: typeof textTools.render = async (...given) =>
      (await textTools.render(...given)).map(({ name, content }) => ({
        name,
        content: Buffer.from(Buffer.from(content).toString().replaceAll('Filename:', 'X-New: 1\nFilename:')),
      }));
    deps = { ...deps, tools: { ...deps.tools, apt: { ...textTools, render } } };
    const failure = await failureIn(repair());
    expect(failure).toMatchObject({ code: 'pool-damaged', treatment: 'needs-person' });
    expect(failure.message).toContain('cannot be rendered again with the same bytes');
  });

  test('is refused when its content was edited since', async () => {
    await spoil(voms.path);
    const edited = fetchAction(digest, { content: sha256Of('other') });
    expect((await failureIn(repairRelease(deps, edited, new Map()))).code).toBe('content-refused');
  });
});
