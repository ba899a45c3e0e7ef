import { appendFile, chmod, mkdir, readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { localFileChanges } from '../../src/adapters/files/change-files.ts';
import { openPool } from '../../src/adapters/files/pool.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import type { Advisory } from '../../src/domain/advisory.ts';
import type { Instant } from '../../src/domain/instant.ts';
import type { MemberManifest } from '../../src/domain/member.ts';
import { inflateSegment } from '../../src/formats/gzip-segments.ts';
import { renderAdvisories } from '../../src/intake/advisory-bodies.ts';
import { repairRelease } from '../../src/intake/repair-release.ts';
import { type IntakeDeps, takeIn } from '../../src/intake/take-in.ts';
import { silent } from '../../src/ports/progress.ts';
import { failureIn } from '../adapters/failure-code.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { anAdvisory, aPooledPackage } from '../builders/advisory.ts';
import { fakeClock } from '../fakes/clock.ts';
import { fakeKeyrings } from '../fakes/keyring.ts';
import { textTools } from '../fakes/package-tools.ts';
import { folderSource } from '../fakes/release-source.ts';
import { fetchAction, layOut, sample } from './sample-release.ts';

const path = temporaryFolder();
let deps: IntakeDeps;
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
});

async function fetchWith(advisories: readonly Advisory[]) {
  const digest = await layOut(path('provider'), [sample({}), sample({ name: 'voms-doc' })]);
  const action = fetchAction(digest, advisories.length === 0 ? {} : { advisories });
  await takeIn(deps, action, new Map());
  return action;
}

async function manifestOf(action: ReturnType<typeof fetchAction>): Promise<MemberManifest> {
  const [member] = (await deps.pool.describe(action.release))?.members ?? [];
  if (member === undefined) throw new Error('the pool has no member');
  return deps.pool.manifest(member);
}

describe('a release with advisories', () => {
  test('keeps them in the pool beside the metadata, with the packages that each concerns', async () => {
    const told = [anAdvisory(), anAdvisory({ id: 'EGI-2026-15', packages: ['voms-doc'] })];
    const manifest = await manifestOf(await fetchWith(told));
    expect(manifest.advisories).toEqual([
      { id: 'EGI-2026-14', files: ['voms-doc_4.2.0-1_all.deb', 'voms_4.2.0-1_all.deb'] },
      { id: 'EGI-2026-15', files: ['voms-doc_4.2.0-1_all.deb'] },
    ]);
    const segment = manifest.segments.find(({ name }) => name === 'osv');
    if (segment === undefined) throw new Error('the manifest has no OSV segment');
    const bytes = await deps.pool.segment(manifest, segment);
    const text = Buffer.from(inflateSegment({ ...segment, bytes })).toString('utf8');
    expect(text.match(/"id":"EGI-2026-1[45]"/g)).toHaveLength(2);
  });

  test('that name a package which it does not have is refused', async () => {
    const failure = await failureIn(fetchWith([anAdvisory({ packages: ['vomms'] })]));
    expect(failure).toMatchObject({
      code: 'content-refused',
      details: ['the advisory EGI-2026-14 names vomms, which is no package of the release'],
    });
  });

  test('gets damaged pieces of them back when it is fetched again', async () => {
    const action = await fetchWith([anAdvisory()]);
    const piece = path('pool/umd-5/voms-4.2.0/members/debian-12/amd64/osv.deflate');
    const sound = await readFile(piece);
    await chmod(piece, 0o600);
    await appendFile(piece, ' ');
    await repairRelease(deps, action, new Map());
    expect(await readFile(piece)).toEqual(sound);
  });
});

test('A release without advisories is in the pool as before there were any.', async () => {
  const manifest = await manifestOf(await fetchWith([]));
  expect(Object.keys(manifest)).not.toContain('advisories');
  expect(manifest.segments.map(({ name }) => name)).toEqual(['packages']);
});

test('A member that no advisory concerns has nothing of them.', () => {
  const member = { release: 'umd-5/voms-4.2.0', platform: 'el9/x86_64', format: 'yum' } as const;
  const packages = [aPooledPackage()];
  const rendered = renderAdvisories([anAdvisory({ packages: ['other'] })], {
    ...(member as Pick<MemberManifest, 'release' | 'platform' | 'format'>),
    packages,
  });
  expect(rendered).toEqual({ bodies: [], advisories: [] });
});
