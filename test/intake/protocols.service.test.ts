import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDownloads } from '../../src/adapters/download/open-source.ts';
import { localFiles } from '../../src/adapters/files/read-files.ts';
import { receiveFile } from '../../src/adapters/files/receive-file.ts';
import { ftpTransport } from '../../src/adapters/ftp/ftp-transport.ts';
import { httpsTransport } from '../../src/adapters/https/https-transport.ts';
import { openHostFinder } from '../../src/adapters/network/find-host.ts';
import type { FetchRelease } from '../../src/domain/plan.ts';
import type { PlatformKey } from '../../src/domain/release.ts';
import { takeIn } from '../../src/intake/take-in.ts';
import { type FtpServer, serveFtp } from '../adapters/ftp/serve-ftp.ts';
import { makeAuthority } from '../adapters/https/make-authority.ts';
import { folderOf, type HttpsServer, serveHttps } from '../adapters/https/serve-https.ts';
import { temporaryFolder } from '../adapters/temporary-folder.ts';
import { type RealProvider, realDeps, startProvider } from './real-provider.ts';
import { fetchAction } from './sample-release.ts';

const path = temporaryFolder();
const platforms: FetchRelease['platforms'] = [
  { key: 'el9/x86_64' as PlatformKey, format: 'yum' },
  { key: 'el9/aarch64' as PlatformKey, format: 'yum' },
  { key: 'debian-12/amd64' as PlatformKey, format: 'apt' },
];

let provider: RealProvider;
let https: HttpsServer;
let ftp: FtpServer;
let authority = '';

beforeAll(async () => {
  provider = await startProvider();
  const made = await makeAuthority(join(provider.root, 'authority'));
  authority = made.pem;
  const served = join(provider.folder, '..');
  https = await serveHttps(await made.prove('IP:127.0.0.1'), folderOf(served));
  ftp = await serveFtp(served);
});
afterAll(async () => {
  await https.stop();
  await ftp.stop();
  await provider.stop();
});

function depsIn(state: string) {
  const shared = { hosts: openHostFinder(), files: localFiles, receive: receiveFile };
  const deps = realDeps(state);
  return {
    ...deps,
    sources: {
      ...deps.sources,
      https: openDownloads({ ...shared, transport: httpsTransport(async () => [authority]) }),
      ftp: openDownloads({ ...shared, transport: ftpTransport }),
    },
  };
}

test('a release is the same in the pool whether it came by rsync, https or ftp', async () => {
  const digest = await provider.writeRelease();
  const urls = { rsync: provider.url, https: `https://${https.host}/voms/`, ftp: `ftp://${ftp.host}/voms/` };
  const taken = [];
  for (const protocol of ['rsync', 'https', 'ftp'] as const) {
    const base = fetchAction(digest, { platforms });
    const url = urls[protocol];
    const agreed = { hosts: [new URL(url).host], networks: [] };
    const deps = depsIn(path(protocol));
    const inventory = await takeIn(
      deps,
      { ...base, agreed, source: { ...base.source, protocol, url } },
      new Map(),
    );
    const folder = deps.pool.packageFolder(base.release, 'el9/x86_64' as PlatformKey);
    const rpm = await readFile(join(folder, 'voms-4.2.0-1.noarch.rpm'), 'base64');
    taken.push({ packages: inventory.platforms.map(({ platform, packages }) => [platform, packages]), rpm });
  }
  const [byRsync, byHttps, byFtp] = taken;
  expect(byRsync?.packages).toHaveLength(3);
  expect(byHttps).toEqual(byRsync);
  expect(byFtp).toEqual(byRsync);
});
