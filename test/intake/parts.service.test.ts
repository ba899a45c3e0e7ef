import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildRpm } from '../../scripts/provider/build-rpm.ts';
import { buildSourceRpm } from '../../scripts/provider/build-source-rpm.ts';
import { type RsyncDaemon, startRsyncDaemon } from '../../scripts/provider/rsync-daemon.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { realDeps } from './real-provider.ts';
import { fetchAction, pin } from './sample-release.ts';

const el9 = 'el9/x86_64' as PlatformKey;
let root: string;
let daemon: RsyncDaemon;

beforeAll(async () => {
  root = await mkdtemp('/tmp/sp-part-');
  const recipe = { workDir: root, version: '4.2.0', release: '1', summary: 'VOMS', license: 'MIT' } as const;
  const files = { '/usr/share/voms/hello': 'hello' };
  const built = [
    [el9, await buildRpm({ ...recipe, name: 'voms', arch: 'noarch', files })],
    [`${el9}/debug`, await buildRpm({ ...recipe, name: 'voms-debuginfo', arch: 'noarch', files })],
    ['el9/SRPMS', await buildSourceRpm({ ...recipe, name: 'voms' })],
  ] as const;
  for (const [folder, file] of built) {
    const target = join(root, 'module/voms', folder, basename(file));
    await mkdir(dirname(target), { recursive: true });
    await copyFile(file, target);
  }
  daemon = await startRsyncDaemon({ dir: join(root, 'rsyncd'), modules: { m: join(root, 'module') } });
});
afterAll(async () => {
  await daemon.stop();
  await rm(root, { recursive: true });
});

test('Source and debug RPMs with areas are members of their own, rendered as real yum metadata.', async () => {
  const base = fetchAction(await pin(join(root, 'module/voms')), {
    platforms: [{ key: el9, format: 'yum' }],
    parts: { source: 'area', debug: 'area' },
    agreed: { hosts: [`127.0.0.1:${daemon.port}`], networks: [] },
  });
  const source = { ...base.source, url: `${daemon.url('m')}voms/`, releaseXml: null };
  const { platforms } = await takeIn(realDeps(join(root, 'state')), { ...base, source }, new Map());
  expect(platforms.map(({ platform, packages }) => [platform, packages.map(({ file }) => file)])).toEqual([
    ['el9/x86_64', ['voms-4.2.0-1.noarch.rpm']],
    ['el9/x86_64-source', ['voms-4.2.0-1.src.rpm']],
    ['el9/x86_64-debug', ['voms-debuginfo-4.2.0-1.noarch.rpm']],
  ]);
  expect(platforms[1]?.packages[0]?.arch).toBe('src');
});
