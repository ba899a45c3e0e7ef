import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, pin, sample } from './sample-release.ts';

const path = temporaryFolder();
const voms = sample({});
const clock = fakeClock('2026-11-22T09:00:00Z' as Instant);
const both: FetchRelease['platforms'] = [
  { key: 'debian-12/amd64' as PlatformKey, format: 'apt' },
  { key: 'debian-12/arm64' as PlatformKey, format: 'apt' },
];

const documents = {
  'the flat list of September 2010':
    '<packages><package><name>voms</name><version>4.2.0-1</version></package></packages>',
  'a Release of September 2010':
    '<Release><Name>VOMS</Name><Version>4.2</Version><Package><Name>voms</Name><Version>4.2.0</Version></Package></Release>',
  'a Release of October 2010':
    '<Release><DistributionName>EMI</DistributionName><DistributionShortName>emi.voms</DistributionShortName><TechnologyProvider>EMI</TechnologyProvider><ISODate>20101031</ISODate><MajorVersion>4</MajorVersion><MinorVersion>2</MinorVersion><RevisionVersion>0</RevisionVersion></Release>',
};

beforeEach(() => mkdir(path('provider')));

function deps() {
  return {
    pool: openPool({ root: path('pool'), scratch: path('scratch'), changes: localFileChanges }),
    files: localFiles,
    changes: localFileChanges,
    sources: { rsync: folderSource(path('provider')) },
    tools: { apt: textTools, yum: textTools },
    keyrings: fakeKeyrings,
    clock,
    progress: silent,
  };
}

async function serve(file: string, content: string): Promise<void> {
  await mkdir(dirname(path('provider', file)), { recursive: true });
  await writeFile(path('provider', file), content);
}

/** Takes in what the provider's folder holds; without a release.xml when `text` is null. */
async function take(text: string | null, more: Partial<FetchRelease> = {}) {
  await (text === null ? rm(path('provider/release.xml'), { force: true }) : serve('release.xml', text));
  const action = fetchAction(await pin(path('provider')), more);
  const source = text === null ? { ...action.source, releaseXml: null } : action.source;
  return takeIn(deps(), { ...action, source }, new Map());
}

const header = JSON.stringify(voms.header);

describe('A release without a list of files', () => {
  test.each(Object.entries(documents))(
    'described by %s has its packages by their folders.',
    async (_name, text) => {
      await serve(voms.path, header);
      const [platform] = (await take(text)).platforms;
      expect(platform?.packages.map(({ file }) => file)).toEqual(['voms_4.2.0-1_all.deb']);
      expect(await readdir(path('pool/umd-5/voms-4.2.0'))).toContain('release.xml');
    },
  );

  test('needs no release.xml where the release file names none.', async () => {
    await serve(voms.path, header);
    await take(null);
    expect(await readdir(path('pool/umd-5/voms-4.2.0'))).toEqual([
      'checksums.xml',
      'debian-12',
      'members',
      'release.json',
    ]);
  });

  test('gives what lies in all/ or deeper to every architecture or its own.', async () => {
    await serve('debian-12/all/voms_4.2.0-1_all.deb', header);
    const doc = sample({ name: 'voms-doc' });
    await serve('debian-12/arm64/main/v/voms-doc_4.2.0-1_all.deb', JSON.stringify(doc.header));
    const { platforms } = await take(null, { platforms: both });
    expect(platforms.map(({ packages }) => packages.map(({ name }) => name))).toEqual([
      ['voms'],
      ['voms-doc', 'voms'],
    ]);
  });

  test('is refused with all packages of no platform, and all platforms without a package.', async () => {
    await serve('voms_4.2.0-1_all.deb', header);
    await serve('debian-11/amd64/voms_4.2.0-1_all.deb', header);
    await serve('debian-12/amd64/voms-4.2.0-1.noarch.rpm', header);
    const failure = await failureIn(take(null, { platforms: both }));
    expect(failure.message).toBe('checksums.xml has 4 problems');
    expect(failure.details).toEqual([
      'there is no package for debian-12/arm64, which the release file asks for, in a folder debian-12/arm64/',
      'debian-12/amd64/voms-4.2.0-1.noarch.rpm stands under debian-12/amd64, which takes deb packages only',
      'debian-11/amd64/voms_4.2.0-1_all.deb belongs to debian-11/amd64 by its folder, which the release file does not ask for',
      'voms_4.2.0-1_all.deb belongs to no platform: release.xml lists no files, and it is not in a folder <platform>/<arch>/',
    ]);
  });

  test.each([
    [
      'another name',
      '<Release><Name>vomsd</Name><Version>4.2.0</Version></Release>',
      'product: release.xml says vomsd, the release file says voms',
    ],
    [
      'another version',
      '<Release><Name>voms</Name><Version>4.20</Version></Release>',
      'version: release.xml says 4.20, the release file says 4.2.0',
    ],
    [
      '007 as version',
      '<Release><Name>voms</Name><Version>007</Version></Release>',
      'version: release.xml says 007, the release file says 4.2.0',
    ],
    [
      'a package that did not come',
      documents['the flat list of September 2010'].replace('4.2.0-1', '9.10'),
      'line 1 of release.xml speaks of voms 9.10, and no package of the release is that',
    ],
    [
      'another short name',
      documents['a Release of October 2010'].replace('emi.voms', 'emi.vomz'),
      'shortName: release.xml says emi.vomz, the release file says emi.voms',
    ],
  ])('is refused when it speaks of %s.', async (_what, text, detail) => {
    await serve(voms.path, header);
    const failure = await failureIn(take(text));
    expect(failure).toMatchObject({ code: 'content-refused', details: [detail] });
  });
});
