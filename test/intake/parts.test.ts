import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { PartRules } from '../../src/domain/package-part.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import type { Progress } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, layOut, pin, sample } from './sample-release.ts';

const path = temporaryFolder();
const clock = fakeClock('2026-11-22T09:00:00Z' as Instant);
const voms = sample({});
const symbols = sample({ name: 'voms-dbgsym' });
const sources = ['source/voms_4.2.0-1.dsc', 'source/voms_4.2.0.orig.tar.gz', 'SRPMS/voms-4.2.0-1.src.rpm'];

let said: string[];
let source: ReturnType<typeof folderSource>;
beforeEach(async () => {
  said = [];
  await mkdir(path('provider'));
  source = folderSource(path('provider'));
  for (const file of sources) {
    await mkdir(dirname(path('provider', file)), { recursive: true });
    await writeFile(path('provider', file), file);
  }
});

function take(
  checksumsDigest: FetchRelease['content'],
  rules: Partial<PartRules>,
  releaseXml: string | null,
) {
  const deps = {
    pool: openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges }),
    files: localFiles,
    changes: localFileChanges,
    sources: { rsync: source },
    tools: { apt: textTools, yum: textTools },
    keyrings: fakeKeyrings,
    clock,
    progress: { step: (sentence: string) => said.push(sentence) } as unknown as Progress,
  };
  const action = fetchAction(checksumsDigest, {
    parts: { source: 'leave-out', debug: 'leave-out', ...rules },
  });
  return takeIn(deps, { ...action, source: { ...action.source, releaseXml } }, new Map());
}

const left = sources.map((file) => ({ file, part: 'source' as const }));

describe('Source and debug packages of a release', () => {
  test.each(['release.xml', null])(
    'are left out and remembered, and stop nothing, described by %s.',
    async (releaseXml) => {
      const inventory = await take(await layOut(path('provider'), [voms, symbols]), {}, releaseXml);
      expect(inventory.platforms.map(({ platform, packages }) => [platform, packages.length])).toEqual([
        ['debian-12/amd64', 1],
      ]);
      const expected = [{ file: symbols.path, part: 'debug' }, ...left];
      expect(inventory.leftOut).toHaveLength(expected.length);
      expect(inventory.leftOut).toEqual(expect.arrayContaining(expected));
      expect(said).toContain('leaving out 3 source files, 1 debug file');
      expect(
        source.requests.flatMap(({ files }) => files).filter((file) => /dbgsym|dsc|src/.test(file)),
      ).toEqual([]);
    },
  );

  test('of which debug packages are to be included are among the others.', async () => {
    const digest = await layOut(path('provider'), [voms, symbols]);
    const inventory = await take(digest, { debug: 'include' }, 'release.xml');
    expect(inventory.platforms[0]?.packages.map(({ name }) => name)).toEqual(['voms-dbgsym', 'voms']);
    expect(inventory.leftOut).toEqual(expect.arrayContaining(left));
  });

  test('of which debug packages have an area are a member of their own.', async () => {
    const digest = await layOut(path('provider'), [voms, symbols]);
    const inventory = await take(digest, { debug: 'area' }, null);
    expect(
      inventory.platforms.map(({ platform, packages }) => [platform, packages.map(({ name }) => name)]),
    ).toEqual([
      ['debian-12/amd64', ['voms']],
      ['debian-12/amd64-debug', ['voms-dbgsym']],
    ]);
    const folder = path('pool/umd-5/voms-4.2.0/debian-12/amd64-debug');
    expect(await readdir(folder)).toEqual(['voms-dbgsym_4.2.0-1_all.deb']);
  });

  test('cannot be all that there is for a platform.', async () => {
    const digest = await layOut(path('provider'), [symbols]);
    for (const rules of [{}, { debug: 'area' }] as const) {
      const failure = await failureIn(take(digest, rules, 'release.xml'));
      expect(failure.details).toEqual([
        'debian-12/amd64 has no packages but such as are left out or kept apart',
      ]);
    }
  });

  test('that are source packages of the other format are refused where sources have an area.', async () => {
    await mkdir(path('provider/debian-12/source'), { recursive: true });
    await writeFile(path('provider/debian-12/source/voms-4.2.0-1.src.rpm'), 'x');
    await layOut(path('provider'), [voms]);
    const failure = await failureIn(take(await pin(path('provider')), { source: 'area' }, null));
    expect(failure.details).toEqual([
      'debian-12/source/voms-4.2.0-1.src.rpm stands under debian-12/amd64-source, which takes deb packages only',
      expect.stringMatching(/^SRPMS\/voms-4.2.0-1.src.rpm belongs to no platform/),
    ]);
  });
});
